"""What of Qt, Python and the system stays out of the built program, on every system.

`app.spec` leaves these parts out, `check_bundle.py` sees that none is inside.
"""

# Parts of Qt that nothing here opens, by their place under PySide6. Linux has them in PySide6/Qt,
# Windows in PySide6 itself. The platform plugin "offscreen" stays: the self-test needs no screen.
QT = (
    "lib/libQt6EglFSDeviceIntegration",
    "lib/libQt6EglFsKmsSupport",
    "lib/libQt6Network",
    "lib/libQt6OpenGL",
    "lib/libQt6WaylandEglClientHwIntegration",
    "opengl32sw",
    "plugins/egldeviceintegrations",
    "plugins/generic",
    "plugins/networkinformation",
    "plugins/platforms/libqeglfs",
    "plugins/platforms/libqlinuxfb",
    "plugins/platforms/libqminimal",
    "plugins/platforms/libqvkkhrdisplay",
    "plugins/platforms/libqvnc",
    "plugins/platforms/libqwayland-egl",
    "plugins/platforms/qdirect2d",
    "plugins/platforms/qminimal",
    "plugins/platformthemes/libqgtk3",
    "plugins/styles",
    "plugins/tls",
    "plugins/wayland-graphics-integration-client",
    "plugins/xcbglintegrations",
    "qml",
    "Qt6Network",
    "Qt6OpenGL",
    "QtDBus",
    "QtNetwork",
    "translations",
)
LAYOUTS = ("PySide6/Qt/", "PySide6/")

# Icons are drawn from SVG; no other kind of picture is opened.
PICTURES, PICTURE = "/imageformats/", "qsvg"

# Libraries of the system that only the parts above ask for, and the network part of Python.
LIBRARIES = (
    "_multiprocessing",
    "_ssl",
    "libXau.",
    "libXcomposite.",
    "libXcursor.",
    "libXdamage.",
    "libXdmcp.",
    "libXext.",
    "libXfixes.",
    "libXi.",
    "libXinerama.",
    "libXrandr.",
    "libXrender.",
    "libatk-",
    "libatspi.",
    "libblkid",
    "libbsd.",
    "libcairo",
    "libcom_err",
    "libdatrie",
    "libepoxy.",
    "libfribidi",
    "libgdk-3",
    "libgdk_pixbuf",
    "libgio-2",
    "libgmodule-2",
    "libgobject-2",
    "libgraphite2",
    "libgssapi",
    "libgtk-3",
    "libharfbuzz",
    "libjpeg",
    "libk5crypto",
    "libkeyutils",
    "libkrb5",
    "libmd.",
    "libmount",
    "libpango",
    "libpixman",
    "libselinux",
    "libssl",
    "libthai",
    "libxcb-glx.",
    "lxml/html",
    "lxml/isoschematron",
    "lxml/objectify",
    "lxml/sax",
)

# Python modules that something names but nothing here uses. asyncio is not among them: SQLAlchemy
# asks for it when it starts.
MODULES = (
    "IPython",
    "PIL",
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "PySide6.QtOpenGL",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtTest",
    "_distutils_hack",
    "_pytest",
    "_ssl",
    "alembic.testing",
    "curses",
    "distutils",
    "doctest",
    "ensurepip",
    "ftplib",
    "http.server",
    "hypothesis",
    "lib2to3",
    "lxml.html",
    "lxml.isoschematron",
    "lxml.objectify",
    "lxml.sax",
    "multiprocessing",
    "mypy",
    "numpy",
    "pandas",
    "pdb",
    "pip",
    "pkg_resources",
    "pydoc",
    "pygments",
    "pytest",
    "readline",
    "setuptools",
    "smtplib",
    "sqlalchemy.testing",
    "ssl",
    "tkinter",
    "unittest",
    "xmlrpc",
)

# The key ring of a Linux desktop; Windows has its own way, without a library.
LINUX_ONLY = ("jeepney", "secretstorage")

_DROPPED = LIBRARIES + tuple(layout + part for layout in LAYOUTS for part in QT)


def is_kept(name: str) -> bool:
    """Say whether a file belongs in the program, by its place in the folder of libraries."""
    place = name.replace("\\", "/")
    if PICTURES in place:
        return PICTURE in place
    file = place.rpartition("/")[2]
    return not place.startswith(_DROPPED) and not file.startswith(LIBRARIES)
