/* Decoder for plain text: the record's bytes are the text, in strict UTF-8. */
#include <textan/plugin.h>

#include "utf8.h"

static size_t line_of(const char *text, size_t offset) {
  size_t line = 1;
  for (const char *at = text; (at = memchr(at, '\n', (size_t)(text + offset - at))) != NULL; at++)
    line++;
  return line;
}

static textan_status plain_decode(const void *model, void *scratch, const textan_record *record,
                                  textan_decoding *decoding, textan_error *error) {
  (void)model, (void)scratch;
  const char *text = record->bytes;
  const size_t valid = utf8_valid_size(text, record->size);
  if (valid < record->size)
    return textan_fail(error, TEXTAN_EINPUT,
                       "expected text in UTF-8, found the byte 0x%02X at byte %zu (line %zu), which is not valid there",
                       (unsigned)(unsigned char)text[valid], valid, line_of(text, valid));
  const char *zero = record->size ? memchr(text, '\0', record->size) : NULL;
  if (zero)
    return textan_fail(error, TEXTAN_EINPUT,
                       "expected text in UTF-8, found a zero byte at byte %zu (line %zu), as in UTF-16 or binary data",
                       (size_t)(zero - text), line_of(text, (size_t)(zero - text)));
  const size_t skip = record->size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  return decoding->borrow_text(decoding, text + skip, record->size - skip, error);
}

static const char *const media_types[] = {"text/plain", NULL};

static const textan_decoder decoder = {
    .struct_size = sizeof(textan_decoder),
    .parameter_size = sizeof(textan_parameter),
    .summary = "Takes the bytes as they are, which must be valid UTF-8; a byte order mark at the start is dropped.",
    .media_types = media_types,
    .decode = plain_decode,
};

static const textan_module module = {
    .struct_size = sizeof(textan_module),
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "plain",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "Plain text in UTF-8.",
    .decoder = &decoder,
};

TEXTAN_MODULE(plain, module);
