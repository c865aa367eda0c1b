/*
 * File-system faults for one directory of one process, by LD_PRELOAD.
 *
 * Calls that change files under the directory are counted, by kind. The call that is asked for fails with an
 * error, or is where the process is killed: of what it was writing, one half has reached the file by then.
 */
#define _GNU_SOURCE
#define _LARGEFILE64_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum kind { WRITE = 1, SYNC = 2, LENGTH = 4, NAME = 8, OPEN = 16 };

static char directory[PATH_MAX];
static size_t directory_length;
static unsigned counted;
static long failing;
static int error_number;
static int goes_on;
static atomic_long calls;

/* From here on `kinds` of calls are counted. The call `at` fails with `error`, and with `lasts` all after it;
 * without an error the process is killed there. */
void faults_begin(const char *under, unsigned kinds, long at, int error, int lasts)
{
    counted = 0;
    directory_length = strlen(under);
    memcpy(directory, under, directory_length + 1);
    failing = at;
    error_number = error;
    goes_on = lasts;
    atomic_store(&calls, 0);
    counted = kinds;
}

/* No more faults; how many calls there were. */
long faults_end(void)
{
    counted = 0;
    return atomic_load(&calls);
}

static int is_inside(const char *path)
{
    return strncmp(path, directory, directory_length) == 0
        && (path[directory_length] == '/' || path[directory_length] == '\0');
}

static int is_open_inside(int descriptor)
{
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = '\0';
    return is_inside(path);
}

enum outcome { PASSES, FAILS, DIES };

static enum outcome outcome(void)
{
    long call = atomic_fetch_add(&calls, 1) + 1;
    if (failing == 0 || call < failing || (call > failing && !goes_on))
        return PASSES;
    if (error_number == 0)
        return DIES;
    errno = error_number;
    return FAILS;
}

static enum outcome of_descriptor(enum kind kind, int descriptor)
{
    if ((counted & kind) == 0)
        return PASSES;
    int before = errno;
    int inside = is_open_inside(descriptor);
    errno = before;
    return inside ? outcome() : PASSES;
}

static enum outcome of_path(enum kind kind, const char *path)
{
    return (counted & kind) != 0 && is_inside(path) ? outcome() : PASSES;
}

static void die(void)
{
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define GUARDED(found, call) \
    do { \
        switch (found) { \
        case DIES: die(); __attribute__((fallthrough)); \
        case FAILS: return -1; \
        case PASSES: return call; \
        } \
        return -1; \
    } while (0)

ssize_t pwrite64(int descriptor, const void *content, size_t size, off64_t place)
{
    enum outcome found = of_descriptor(WRITE, descriptor);
    if (found == DIES)
        (void)!REAL(pwrite64)(descriptor, content, size / 2, place);
    GUARDED(found, REAL(pwrite64)(descriptor, content, size, place));
}

ssize_t pwrite(int descriptor, const void *content, size_t size, off_t place)
{
    return pwrite64(descriptor, content, size, place);
}

ssize_t write(int descriptor, const void *content, size_t size)
{
    enum outcome found = of_descriptor(WRITE, descriptor);
    if (found == DIES)
        (void)!REAL(write)(descriptor, content, size / 2);
    GUARDED(found, REAL(write)(descriptor, content, size));
}

int fsync(int descriptor)
{
    GUARDED(of_descriptor(SYNC, descriptor), REAL(fsync)(descriptor));
}

int fdatasync(int descriptor)
{
    GUARDED(of_descriptor(SYNC, descriptor), REAL(fdatasync)(descriptor));
}

int ftruncate64(int descriptor, off64_t length)
{
    GUARDED(of_descriptor(LENGTH, descriptor), REAL(ftruncate64)(descriptor, length));
}

int ftruncate(int descriptor, off_t length)
{
    return ftruncate64(descriptor, length);
}

int truncate64(const char *path, off64_t length)
{
    GUARDED(of_path(LENGTH, path), REAL(truncate64)(path, length));
}

int truncate(const char *path, off_t length)
{
    return truncate64(path, length);
}

int rename(const char *from, const char *to)
{
    GUARDED(of_path(NAME, to), REAL(rename)(from, to));
}

int unlink(const char *path)
{
    GUARDED(of_path(NAME, path), REAL(unlink)(path));
}

static int opens(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode)
{
    int changes = (flags & (O_CREAT | O_TRUNC)) != 0 || (flags & O_ACCMODE) != O_RDONLY;
    GUARDED(changes ? of_path(OPEN, path) : PASSES, real(path, flags, mode));
}

int open64(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return opens(REAL(open64), path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return opens(REAL(open), path, flags, mode);
}
