; The setup of Sổ Một Cửa for one user of Windows 10 (1809) or 11, 64-bit, without an administrator.
; `installer/make_setup.py` calls it with VERSION, SOURCE (the built folder), ICON and OUT.
; It ends with 0 done, 3 the program is running, 4 Windows is too old, 5 a newer version is there.

Unicode true
Target amd64-unicode
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include WinVer.nsh
!include x64.nsh

!define APP "SoMotCua"
!define TITLE "Sổ Một Cửa"
!define PROGRAM "somotcua.exe"
!define REMOVER "go-cai-dat.exe"
!define DATA "$LOCALAPPDATA\${APP}"
!define REMOVING "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"
!define KIND "Software\Classes\${APP}.smc"
!define ENDING "Software\Classes\.smc"
!define FIRST_BUILD 17763 ; Windows 10, 1809: the first that Qt 6.8 runs on

Name "${TITLE}"
BrandingText "${TITLE} ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "Software\${APP}" "InstallDir"
SetCompressor /SOLID lzma
SetCompressorDictSize 64
ManifestDPIAware true
ManifestSupportedOS Win10
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1066 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=1066 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "FileDescription" "Bộ cài ${TITLE}"
VIAddVersionKey /LANG=1066 "LegalCopyright" "Apache-2.0"

; SIGN is a command that signs the file it is given, for an office with a certificate.
!ifdef SIGN
  !finalize '${SIGN} "%1"'
  !uninstfinalize '${SIGN} "%1"'
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Vietnamese"

LangString RUNNING ${LANG_VIETNAMESE} "${TITLE} đang chạy. Hãy đóng chương trình rồi làm lại."
LangString TOO_OLD ${LANG_VIETNAMESE} "Máy này chạy Windows quá cũ. ${TITLE} cần Windows 10 (bản 1809 trở lên) hoặc Windows 11, loại 64-bit."
LangString NEWER ${LANG_VIETNAMESE} "Máy đã có bản mới hơn. Không cài bản cũ đè lên: sổ đã được nâng cấp sẽ không mở được."
LangString OPENED ${LANG_VIETNAMESE} "Tệp của ${TITLE}"
LangString ERASE ${LANG_VIETNAMESE} "Xóa luôn sổ và các bản sao lưu đã lưu trên máy này?$\n$\nChọn Không để giữ lại số liệu."

!macro Refuse WORDS STATUS
  MessageBox MB_OK|MB_ICONEXCLAMATION "${WORDS}" /SD IDOK
  SetErrorLevel ${STATUS}
  Quit
!macroend

; A program that runs cannot be opened for writing.
!macro RequireClosed
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      !insertmacro Refuse "$(RUNNING)" 3
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

!macro Note WORDS
  CreateDirectory "${DATA}\logs"
  FileOpen $0 "${DATA}\logs\cai-dat.log" a
  FileSeek $0 0 END
  ${GetTime} "" "L" $R0 $R1 $R2 $R3 $R4 $R5 $R6
  FileWriteUTF16LE $0 "$R2-$R1-$R0 $R4:$R5:$R6 ${WORDS}$\r$\n"
  FileClose $0
!macroend

Function .onInit
  SetRegView 64
  SetShellVarContext current
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} ${FIRST_BUILD}
    !insertmacro Refuse "$(TOO_OLD)" 4
  ${EndIf}
  ReadRegStr $1 HKCU "${REMOVING}" "DisplayVersion"
  ${If} $1 != ""
    ${VersionCompare} "$1" "${VERSION}" $2
    ${If} $2 = 1
      !insertmacro Refuse "$(NEWER)" 5
    ${EndIf}
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext current
FunctionEnd

Section "Program"
  !insertmacro RequireClosed
  ; The book as the version before left it, with what it may not have brought in yet.
  ReadRegStr $1 HKCU "${REMOVING}" "DisplayVersion"
  ${If} $1 != ""
  ${AndIf} $1 != "${VERSION}"
  ${AndIf} ${FileExists} "${DATA}\store.sqlite"
    StrCpy $2 "${DATA}\sao-luu\truoc-cap-nhat-$1"
    CreateDirectory "$2"
    CopyFiles /SILENT "${DATA}\store.sqlite*" "$2"
  ${EndIf}

  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\${REMOVER}"

  CreateDirectory "$SMPROGRAMS\${TITLE}"
  CreateShortcut "$SMPROGRAMS\${TITLE}\${TITLE}.lnk" "$INSTDIR\${PROGRAM}"
  CreateShortcut "$SMPROGRAMS\${TITLE}\Gỡ cài đặt ${TITLE}.lnk" "$INSTDIR\${REMOVER}"
  CreateShortcut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\${PROGRAM}"

  WriteRegStr HKCU "Software\${APP}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${ENDING}" "" "${APP}.smc"
  WriteRegStr HKCU "${KIND}" "" "$(OPENED)"
  WriteRegStr HKCU "${KIND}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${KIND}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  ${RefreshShellIcons}

  WriteRegStr HKCU "${REMOVING}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${REMOVING}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${REMOVING}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${REMOVING}" "Publisher" "${TITLE}"
  WriteRegStr HKCU "${REMOVING}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${REMOVING}" "UninstallString" '"$INSTDIR\${REMOVER}"'
  WriteRegStr HKCU "${REMOVING}" "QuietUninstallString" '"$INSTDIR\${REMOVER}" /S'
  WriteRegDWORD HKCU "${REMOVING}" "NoModify" 1
  WriteRegDWORD HKCU "${REMOVING}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${REMOVING}" "EstimatedSize" "$0"
  !insertmacro Note "Đã cài ${VERSION} vào $INSTDIR"
SectionEnd

Section "Uninstall"
  !insertmacro RequireClosed
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\somotcua-cli.exe"
  Delete "$INSTDIR\${REMOVER}"
  RMDir "$INSTDIR"
  RMDir /r "$SMPROGRAMS\${TITLE}"
  Delete "$DESKTOP\${TITLE}.lnk"
  ; Another program may have taken the ending since.
  ReadRegStr $1 HKCU "${ENDING}" ""
  ${If} $1 == "${APP}.smc"
    DeleteRegKey HKCU "${ENDING}"
  ${EndIf}
  DeleteRegKey HKCU "${KIND}"
  ${RefreshShellIcons}
  DeleteRegKey HKCU "${REMOVING}"
  DeleteRegKey HKCU "Software\${APP}"
  !insertmacro Note "Đã gỡ ${VERSION}"
  MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(ERASE)" /SD IDNO IDNO keep
  RMDir /r "${DATA}"
  keep:
SectionEnd
