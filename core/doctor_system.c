/* textan doctor: versions, locale, limits, libraries. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <link.h>
#include <pcre2.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <textan/version.h>
#include <unistd.h>
#include <utf8proc.h>

#include "doctor.h"

/* ---- versions ---- */

static void print_pcre2(void) {
  char version[64] = "", target[128] = "";
  uint32_t jit = 0;
  pcre2_config(PCRE2_CONFIG_VERSION, version);
  pcre2_config(PCRE2_CONFIG_JIT, &jit);
  if (jit)
    pcre2_config(PCRE2_CONFIG_JITTARGET, target);
  printf("  PCRE2      %s, %s%s\n", version, jit ? "compiles patterns: " : "does not compile patterns", target);
}

static void print_c_library(void) {
#ifdef _CS_GNU_LIBC_VERSION
  char version[64] = "";
  if (confstr(_CS_GNU_LIBC_VERSION, version, sizeof version) > 0)
    printf("  C library  %s\n", version);
#endif
}

void doctor_versions(void) {
#ifdef __clang__
  const char *compiler = __VERSION__;
#else
  const char *compiler = "GCC " __VERSION__;
#endif
#ifdef __OPTIMIZE__
  const char *optimised = "yes";
#else
  const char *optimised = "no";
#endif
  printf("versions\n  textan     %s, plugin ABI %u.%u\n", TEXTAN_VERSION, TEXTAN_ABI_MAJOR, TEXTAN_ABI_MINOR);
  printf("  libconfig  built with %s\n", TEXTAN_BUILT_LIBCONFIG);
  print_pcre2();
  printf("  utf8proc   %s, Unicode %s\n", utf8proc_version(), utf8proc_unicode_version());
  print_c_library();
  printf("  compiler   %s\n  build      optimised %s, %s\n", compiler, optimised, TEXTAN_BUILD_OPTIONS);
}

/* ---- locale ---- */

void doctor_locale(void) {
  static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  printf("\nlocale (textan does not depend on it: text is UTF-8, numbers have a point)\n");
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    const char *value = getenv(names[i]);
    printf("  %-9s %s\n", names[i], value && *value ? value : "not set");
  }
}

/* ---- limits ---- */

/* Far below what one worker reserves of address space, and what one run opens. */
enum { ADDRESS_SPACE_MIN = 512 * 1024 * 1024, FILES_MIN = 64 };

/* What a container may use, where the kernel says so; 0: not limited or not known. */
static unsigned long long group_memory(void) {
  unsigned long long bytes = 0;
  FILE *stream = fopen("/sys/fs/cgroup/memory.max", "r");
  if (!stream)
    return 0;
  char line[32] = "";
  if (fgets(line, sizeof line, stream))
    bytes = strtoull(line, NULL, 10);
  fclose(stream);
  return bytes;
}

static void print_memory(struct doctor *doctor) {
  char amount[DOCTOR_AMOUNT_SIZE];
  const long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
  struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};
  getrlimit(RLIMIT_AS, &limit);
  const rlim_t space = limit.rlim_cur;
  if (pages > 0 && size > 0)
    printf("  memory         %s\n", doctor_amount((uint64_t)pages * (uint64_t)size, amount));
  if (group_memory())
    printf("  of that usable %s (control group)\n", doctor_amount(group_memory(), amount));
  printf("  address space  %s\n", space == RLIM_INFINITY ? "not limited" : doctor_amount(space, amount));
  if (space < ADDRESS_SPACE_MIN)
    doctor_problem(doctor, "The address space is limited to %s (ulimit -v); a worker reserves 256 MiB of it",
                   doctor_amount(space, amount));
}

void doctor_limits(struct doctor *doctor) {
  printf("\nlimits\n");
  print_memory(doctor);
  struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};
  getrlimit(RLIMIT_NOFILE, &limit);
  const rlim_t files = limit.rlim_cur;
  if (files == RLIM_INFINITY)
    printf("  open files     not limited\n");
  else
    printf("  open files     %llu\n", (unsigned long long)files);
  if (files < FILES_MIN)
    doctor_problem(doctor, "Only %llu files may be open at a time (ulimit -n); a run with several outputs needs more",
                   (unsigned long long)files);
  cpu_set_t allowed;
  const long processors = sysconf(_SC_NPROCESSORS_ONLN);
  CPU_ZERO(&allowed);
  printf("  processors     %ld", processors);
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0 && CPU_COUNT(&allowed) != processors)
    printf(", %d of them for this process", CPU_COUNT(&allowed));
  printf("\n");
}

/* ---- libraries ---- */

enum { LIBRARIES_MAX = 512 };

struct libraries {
  char *names[LIBRARIES_MAX]; /* as the linker knows them; NULL where memory ran out */
  size_t count;
};

static int collect(struct dl_phdr_info *information, size_t size, void *user) {
  struct libraries *libraries = user;
  (void)size;
  /* The program has no name, what the kernel brings has no file. */
  const char *slash = strrchr(information->dlpi_name, '/');
  if (slash && strstr(slash, ".so.") && libraries->count < LIBRARIES_MAX)
    libraries->names[libraries->count++] = strdup(information->dlpi_name);
  return 0;
}

static const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static int compare_libraries(const void *left, const void *right) {
  const char *a = *(const char *const *)left, *b = *(const char *const *)right;
  return strcmp(a ? base_name(a) : "", b ? base_name(b) : "");
}

void doctor_libraries(void) {
  struct libraries libraries = {.count = 0};
  dl_iterate_phdr(collect, &libraries);
  qsort(libraries.names, libraries.count, sizeof(char *), compare_libraries);
  printf("\nshared libraries, with those of the plugins\n");
  for (size_t i = 0; i < libraries.count; i++) {
    const char *name = libraries.names[i];
    /* The file behind the link has the whole version in its name. */
    char *file = name ? realpath(name, NULL) : NULL;
    if (name)
      printf("  %-22s %s\n", base_name(name), file ? file : name);
    free(file);
    free(libraries.names[i]);
  }
}
