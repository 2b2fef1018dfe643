/* The path to a plugin is walked as the system walks it: every folder is looked at, and every link with where it leads,
 * since whoever may change one of them decides what is loaded. */
#include "plugin_trust.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINKS_MAX = 40 }; /* as the system allows on one path */

/* ---- one file or folder ---- */

/* Debian gives every user a group of his own and lets it write: nobody else is in it. */
static bool group_is_private(const struct stat *status) {
  if (status->st_gid == status->st_uid)
    return true;
  const struct passwd *user = getpwuid(status->st_uid);
  const struct group *group = getgrgid(status->st_gid);
  return user && group && strcmp(user->pw_name, group->gr_name) == 0;
}

/* "everyone", "its group", or NULL when only the owner may write. */
static const char *other_writers(const struct stat *status) {
  if (status->st_mode & S_IWOTH)
    return "everyone";
  return (status->st_mode & S_IWGRP) && !group_is_private(status) ? "its group" : NULL;
}

static textan_status check_mode(const char *path, const struct stat *status, textan_error *error) {
  const char *writers = other_writers(status);
  if (!writers)
    return TEXTAN_OK;
  return textan_fail(error, TEXTAN_ECONFIG,
                     "%s can be written by %s (mode %03o), who could put code there; chmod %s %s", path, writers,
                     (unsigned)(status->st_mode & 0777), status->st_mode & S_IWOTH ? "o-w" : "g-w", path);
}

/* Whoever owns a file may change it, or the folder's files. */
static textan_status check_owner(const char *path, const struct stat *status, textan_error *error) {
  struct stat root;
  if (status->st_uid == 0 || status->st_uid == geteuid())
    return TEXTAN_OK;
  /* Where a container shows root under another number, it owns the top of the file system, too. */
  if (stat("/", &root) == 0 && root.st_uid == status->st_uid)
    return TEXTAN_OK;
  const struct passwd *user = getpwuid(status->st_uid);
  return textan_fail(error, TEXTAN_ECONFIG,
                     "%s belongs to user %s (%u), who could put code there; chown it to yourself", path,
                     user ? user->pw_name : "without a name", (unsigned)status->st_uid);
}

textan_status plugin_trust_check_mode(const char *path, textan_error *error) {
  struct stat status;
  if (stat(path, &status) != 0)
    return textan_fail(error, TEXTAN_ECONFIG, "cannot look at %s: %s", path, strerror(errno));
  return check_mode(path, &status, error);
}

/* ---- the way to it ---- */

struct walk {
  const char *path;       /* as it was asked for */
  char program[PATH_MAX]; /* where this program lies; "": not known */
  char at[PATH_MAX];      /* where the walk has come to: "" is the top */
  char rest[PATH_MAX];    /* what is still to be walked */
  int links;
  textan_error *error;
};

static textan_status cannot_look(const struct walk *walk, int reason) {
  return textan_fail(walk->error, TEXTAN_ECONFIG, "cannot look at %s: %s", walk->path, strerror(reason));
}

/* Whoever may change a folder that the program lies in may change the program. */
static bool holds_program(const struct walk *walk) {
  const size_t size = strlen(walk->at);
  return strncmp(walk->program, walk->at, size) == 0 && walk->program[size] == '/';
}

/* A folder above, in which others must not be able to put something else in the place of what the way leads to.  Where
 * it is sticky they can only with what is their own, and nothing on the way may be. */
static textan_status check_above(const struct walk *walk, const struct stat *status) {
  const char *writers = other_writers(status);
  if (holds_program(walk))
    return TEXTAN_OK;
  if (writers && !(status->st_mode & S_ISVTX))
    return textan_fail(walk->error, TEXTAN_ECONFIG, "%s lies in %s, which %s can write (mode %03o); chmod %s %s",
                       walk->path, walk->at, writers, (unsigned)(status->st_mode & 0777),
                       status->st_mode & S_IWOTH ? "o-w" : "g-w", walk->at);
  return check_owner(walk->at, status, walk->error);
}

/* The walk goes on where the link at its end leads, whose name took `name_size` bytes. */
static textan_status follow(struct walk *walk, size_t name_size) {
  char target[PATH_MAX], rest[PATH_MAX];
  const ssize_t size = readlink(walk->at, target, sizeof target - 1);
  if (size < 0 || ++walk->links > LINKS_MAX)
    return cannot_look(walk, size < 0 ? errno : ELOOP);
  target[size] = '\0';
  memcpy(rest, walk->rest, sizeof rest);
  const int length = snprintf(walk->rest, sizeof walk->rest, "%s/%s", target, rest);
  if (length < 0 || (size_t)length >= sizeof walk->rest)
    return cannot_look(walk, ENAMETOOLONG);
  walk->at[target[0] == '/' ? 0 : strlen(walk->at) - name_size] = '\0';
  return TEXTAN_OK;
}

/* Walks one name further; *status is of what lies there.  `folder` is what the last step found. */
static textan_status step(struct walk *walk, struct stat *status) {
  const size_t skipped = strspn(walk->rest, "/"), size = strcspn(walk->rest + skipped, "/");
  char name[PATH_MAX];
  memcpy(name, walk->rest + skipped, size);
  name[size] = '\0';
  memmove(walk->rest, walk->rest + skipped + size, strlen(walk->rest + skipped + size) + 1);
  const size_t length = strlen(walk->at);
  if (strcmp(name, "..") == 0) {
    char *slash = strrchr(walk->at, '/');
    if (slash)
      *slash = '\0';
  } else if (size > 0 && strcmp(name, ".") != 0) {
    if (length + 1 + size >= sizeof walk->at)
      return cannot_look(walk, ENAMETOOLONG);
    snprintf(walk->at + length, sizeof walk->at - length, "/%s", name);
  }
  if (lstat(walk->at[0] ? walk->at : "/", status) != 0)
    return cannot_look(walk, errno);
  if (!S_ISLNK(status->st_mode))
    return TEXTAN_OK;
  const textan_status result = check_owner(walk->at, status, walk->error);
  return result == TEXTAN_OK ? follow(walk, size + 1) : result;
}

static textan_status begin(struct walk *walk) {
  char folder[PATH_MAX] = "";
  const ssize_t size = readlink("/proc/self/exe", walk->program, sizeof walk->program - 1);
  walk->program[size > 0 ? size : 0] = '\0';
  if (walk->path[0] != '/' && !getcwd(folder, sizeof folder))
    return cannot_look(walk, errno);
  const int length = snprintf(walk->rest, sizeof walk->rest, "%s/%s", folder, walk->path);
  return length < 0 || (size_t)length >= sizeof walk->rest ? cannot_look(walk, ENAMETOOLONG) : TEXTAN_OK;
}

textan_status plugin_trust_check(const char *path, textan_error *error) {
  struct walk *walk = calloc(1, sizeof *walk);
  struct stat status = {0}, above = {0};
  if (!walk)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory to look at %s", path);
  walk->path = path;
  walk->error = error;
  textan_status result = begin(walk);
  while (result == TEXTAN_OK && walk->rest[strspn(walk->rest, "/")]) {
    result = step(walk, &status);
    if (result != TEXTAN_OK || S_ISLNK(status.st_mode) || !walk->rest[strspn(walk->rest, "/")])
      continue;
    above = status;
    result = check_above(walk, &status);
  }
  if (result == TEXTAN_OK)
    result = check_owner(walk->at, &status, error);
  if (result == TEXTAN_OK)
    result = check_mode(walk->at, &status, error);
  /* A plugin's folder is not shared with others, sticky or not. */
  char *slash = strrchr(walk->at, '/');
  if (result == TEXTAN_OK && !S_ISDIR(status.st_mode) && slash && slash != walk->at) {
    *slash = '\0';
    result = check_mode(walk->at, &above, error);
  }
  free(walk);
  return result;
}
