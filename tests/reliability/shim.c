/* Stands between a program and the disk (LD_PRELOAD). It counts the calls that change files below
   one folder, writes them down in their order, and lets a chosen one fail or end the program.
   Nothing happens before shim_watch is called. tests/reliability/disk.py reads what it wrote. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILES 4096
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static char folder[PATH_MAX];
static size_t folder_length;
static char *paths[FILES]; /* of the open files below the folder, by descriptor */
static int record = -1;    /* where calls are written down */
static long calls;
static long chosen;        /* the call that fails, counted from 1; 0 for none */
static int answer;         /* its errno; 0 ends the program */
static int for_good;       /* every call after it fails as well */
static int full;           /* no file may grow */

void shim_watch(const char *where, int record_to) {
    snprintf(folder, sizeof folder, "%s/", where);
    folder_length = strlen(folder);
    record = record_to;
    calls = 0;
}

void shim_fail(long at, int error, int also_later) {
    chosen = at;
    answer = error;
    for_good = also_later;
}

void shim_fill(void) { full = 1; }

long shim_calls(void) { return calls; }

/* One line "what offset length path", then so many bytes. */
static void note(const char *what, const char *path, long long offset, const void *data, size_t length) {
    char line[PATH_MAX + 64];
    if (record < 0)
        return;
    int size = snprintf(line, sizeof line, "%s %lld %zu %s\n", what, offset, length, path);
    struct iovec parts[] = {{line, (size_t)size}, {(void *)data, length}};
    if (writev(record, parts, 2) != (ssize_t)(size + length))
        abort();
}

void shim_acknowledge(long long number) { note("acknowledge", "", number, "", 0); }

/* Whether this call must fail; the chosen one may end the program here. */
static int refused(void) {
    calls++;
    if (!chosen || calls < chosen || (calls > chosen && !for_good))
        return 0;
    if (!answer) {
        kill(getpid(), SIGKILL);
        pause();
    }
    errno = answer;
    return 1;
}

static const char *path_of(int file) { return file >= 0 && file < FILES ? paths[file] : NULL; }

/* The full path in `out` where it lies below the folder (or is it), else NULL. */
static const char *below(int directory, const char *path, char *out) {
    if (!folder_length || !path)
        return NULL;
    if (path[0] == '/')
        snprintf(out, PATH_MAX, "%s", path);
    else if (path_of(directory))
        snprintf(out, PATH_MAX, "%s/%s", path_of(directory), path);
    else
        return NULL;
    int inside = !strncmp(out, folder, folder_length);
    int itself = strlen(out) == folder_length - 1 && !strncmp(out, folder, folder_length - 1);
    return inside || itself ? out : NULL;
}

static int opened(int file, const char *path, int is_new, int flags) {
    if (file < 0 || file >= FILES)
        return file;
    free(paths[file]);
    paths[file] = path ? strdup(path) : NULL;
    if (path && is_new)
        note("create", path, 0, "", 0);
    if (path && (flags & O_TRUNC))
        note("size", path, 0, "", 0);
    return file;
}

static int open_below(int directory, const char *name, int flags, mode_t mode) {
    char full_path[PATH_MAX];
    const char *path = below(directory, name, full_path);
    int is_new = path && (flags & O_CREAT) && REAL(access)(path, F_OK);
    if (path && (flags & (O_CREAT | O_TRUNC)) && refused())
        return -1;
    return opened(REAL(openat)(directory, name, flags, mode), path, is_new, flags);
}

#define MODE(flags, last) \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, last); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }

int open(const char *path, int flags, ...) { MODE(flags, flags) return open_below(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, flags) return open_below(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags, flags) return open_below(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags, flags) return open_below(at, path, flags, mode); }

int close(int file) {
    if (path_of(file)) {
        free(paths[file]);
        paths[file] = NULL;
    }
    return REAL(close)(file);
}

static int has_no_room(int file, long long offset, size_t length) {
    struct stat found;
    if (!full || fstat(file, &found) || offset + (long long)length <= found.st_size)
        return 0;
    errno = ENOSPC;
    return 1;
}

static ssize_t write_at(int file, const void *data, size_t length, long long offset, int moves) {
    if (path_of(file) && (refused() || has_no_room(file, offset, length)))
        return -1;
    ssize_t done = moves ? REAL(write)(file, data, length) : REAL(pwrite)(file, data, length, offset);
    if (path_of(file) && done > 0)
        note("write", path_of(file), offset, data, (size_t)done);
    return done;
}

ssize_t write(int file, const void *data, size_t length) {
    long long offset = path_of(file) ? lseek(file, 0, SEEK_CUR) : 0;
    return write_at(file, data, length, offset, 1);
}
ssize_t pwrite(int file, const void *data, size_t length, off_t offset) { return write_at(file, data, length, offset, 0); }
ssize_t pwrite64(int file, const void *data, size_t length, off64_t offset) { return write_at(file, data, length, offset, 0); }

/* Whoever copies inside the kernel is sent back to read and write. */
ssize_t sendfile64(int to, int from, off64_t *offset, size_t length) {
    if (path_of(to)) {
        errno = ENOTSOCK;
        return -1;
    }
    return REAL(sendfile64)(to, from, offset, length);
}
ssize_t sendfile(int to, int from, off_t *offset, size_t length) { return sendfile64(to, from, offset, length); }

int ftruncate(int file, off_t length) {
    if (path_of(file) && (refused() || has_no_room(file, length, 0)))
        return -1;
    int failed = REAL(ftruncate)(file, length);
    if (path_of(file) && !failed)
        note("size", path_of(file), length, "", 0);
    return failed;
}
int ftruncate64(int file, off64_t length) { return ftruncate(file, length); }

static int synced(int file, int (*flush)(int)) {
    if (path_of(file) && refused())
        return -1;
    int failed = flush(file);
    if (path_of(file) && !failed)
        note("sync", path_of(file), 0, "", 0);
    return failed;
}
int fsync(int file) { return synced(file, REAL(fsync)); }
int fdatasync(int file) { return synced(file, REAL(fdatasync)); }

int unlinkat(int directory, const char *name, int flags) {
    char full_path[PATH_MAX];
    const char *path = below(directory, name, full_path);
    if (path && refused())
        return -1;
    int failed = REAL(unlinkat)(directory, name, flags);
    if (path && !failed)
        note("unlink", path, 0, "", 0);
    return failed;
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int rename(const char *old, const char *new) {
    char full_old[PATH_MAX], full_new[PATH_MAX];
    const char *from = below(AT_FDCWD, old, full_old), *to = below(AT_FDCWD, new, full_new);
    if ((from || to) && refused())
        return -1;
    int failed = REAL(rename)(old, new);
    if (from && to && !failed)
        note("rename", from, 0, to, strlen(to));
    return failed;
}

int mkdir(const char *name, mode_t mode) {
    char full_path[PATH_MAX];
    const char *path = below(AT_FDCWD, name, full_path);
    if (path && refused())
        return -1;
    int failed = REAL(mkdir)(name, mode);
    if (path && !failed)
        note("mkdir", path, 0, "", 0);
    return failed;
}
