/* textan/version.h - the release that these headers belong to; configure reads it from here. */
#ifndef TEXTAN_VERSION_H
#define TEXTAN_VERSION_H

#define TEXTAN_VERSION "0.1.0"

#endif
