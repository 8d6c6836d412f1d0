/* Loaded before the C library: lets the n-th write, sync or truncation of chosen files fail, and
   writes down all of them, for building what a power cut would leave. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) static __typeof__(&name) real; if (!real) real = dlsym(RTLD_NEXT, #name)

static char part[256];
static long nth, seen, failed;
static int lasting, number, book = -1;

static void put(const void *bytes, size_t n) { REAL(write); if (real(book, bytes, n) != (ssize_t)n) book = -1; }

/* A line of the record: what ('W'rite, 'S'ync, 'T'runcate, 'A'cknowledged), file, place, bytes. */
static void note(char what, const char *path, int64_t at, const void *bytes, uint32_t n) {
  const char *name = strrchr(path, '/');
  uint32_t length = (uint32_t)strlen(name = name ? name + 1 : path);
  if (book < 0) return;
  put(&what, 1); put(&length, 4); put(name, length); put(&at, 8); put(&n, 4); put(bytes, n);
}

void shim_arm(const char *name, long n, int for_ever, int error) {
  strncpy(part, name, sizeof part - 1);
  nth = n; lasting = for_ever; number = error; seen = failed = 0;
}
void shim_disarm(void) { nth = 0; }
long shim_seen(void) { return seen; }
void shim_record(const char *name, const char *log) {
  strncpy(part, name, sizeof part - 1);
  book = open(log, O_CREAT | O_WRONLY | O_TRUNC, 0600);
}
void shim_acknowledge(const char *said) { note('A', "-", 0, said, (uint32_t)strlen(said)); }

static int ours(int fd, char *path) {
  char link[64];
  if ((nth <= 0 && book < 0) || fd == book) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, 4095);
  if (n <= 0) return 0;
  path[n] = 0;
  return strstr(path, part) != NULL;
}

static int fails(int fd, char what, int64_t at, const void *bytes, size_t n) {
  char path[4096];
  if (!ours(fd, path)) return 0;
  seen++;
  if (nth > 0 && (seen == nth || (lasting && seen > nth))) { failed++; errno = number; return 1; }
  note(what, path, at, bytes, (uint32_t)n);
  return 0;
}

ssize_t pwrite(int fd, const void *b, size_t n, off_t at) { REAL(pwrite); return fails(fd, 'W', at, b, n) ? -1 : real(fd, b, n, at); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t at) { REAL(pwrite64); return fails(fd, 'W', at, b, n) ? -1 : real(fd, b, n, at); }
ssize_t write(int fd, const void *b, size_t n) { REAL(write); return fails(fd, 'W', lseek(fd, 0, SEEK_CUR), b, n) ? -1 : real(fd, b, n); }
int fsync(int fd) { REAL(fsync); return fails(fd, 'S', 0, "", 0) ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return fails(fd, 'S', 0, "", 0) ? -1 : real(fd); }
int ftruncate(int fd, off_t n) { REAL(ftruncate); return fails(fd, 'T', n, "", 0) ? -1 : real(fd, n); }
int ftruncate64(int fd, off64_t n) { REAL(ftruncate64); return fails(fd, 'T', n, "", 0) ? -1 : real(fd, n); }
