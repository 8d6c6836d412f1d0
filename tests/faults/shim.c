/* Lets the n-th write, sync or truncation of chosen files fail; loaded before the C library. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char part[256];
static long nth, seen, failed;
static int lasting, number;

void shim_arm(const char *name, long n, int for_ever, int error) {
  strncpy(part, name, sizeof part - 1);
  nth = n; lasting = for_ever; number = error; seen = failed = 0;
}
void shim_disarm(void) { nth = 0; }
long shim_seen(void) { return seen; }
long shim_failed(void) { return failed; }

static int fails(int fd) {
  char link[64], path[4096];
  if (nth <= 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n <= 0) return 0;
  path[n] = 0;
  if (!strstr(path, part)) return 0;
  seen++;
  if (seen == nth || (lasting && seen > nth)) { failed++; errno = number; return 1; }
  return 0;
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = dlsym(RTLD_NEXT, #name)
ssize_t pwrite(int fd, const void *b, size_t n, off_t at) { REAL(pwrite); return fails(fd) ? -1 : real(fd, b, n, at); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t at) { REAL(pwrite64); return fails(fd) ? -1 : real(fd, b, n, at); }
ssize_t write(int fd, const void *b, size_t n) { REAL(write); return fails(fd) ? -1 : real(fd, b, n); }
int fsync(int fd) { REAL(fsync); return fails(fd) ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return fails(fd) ? -1 : real(fd); }
int ftruncate(int fd, off_t n) { REAL(ftruncate); return fails(fd) ? -1 : real(fd, n); }
int ftruncate64(int fd, off64_t n) { REAL(ftruncate64); return fails(fd) ? -1 : real(fd, n); }
