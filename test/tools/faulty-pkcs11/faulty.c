/*
 * A PKCS#11 module that misbehaves on demand: it stands before a real module and hangs, crashes, answers wrongly, loses its token
 * or keeps a login, as told by a control file that is read again at every call. For tests only; see README.md for the language.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <pkcs11.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MOST_SLOTS 64
#define MOST_FUNCTIONS 32

static CK_FUNCTION_LIST_PTR real;
static CK_FUNCTION_LIST ours;

/* ---- files of the test: control, log, out, wrong-LABEL ---- */

static void in_folder(char *path, size_t size, const char *name) {
  const char *folder = getenv("FAULTP11_FOLDER");
  snprintf(path, size, "%s/%s", folder ? folder : "/nonexistent", name);
}

static int read_file(const char *name, char *text, size_t size) {
  char path[4096];
  in_folder(path, sizeof path, name);
  FILE *file = fopen(path, "r");
  if (!file) return 0;
  size_t length = fread(text, 1, size - 1, file);
  text[length] = 0;
  fclose(file);
  return 1;
}

static void write_file(const char *name, const char *mode, const char *text) {
  char path[4096];
  in_folder(path, sizeof path, name);
  FILE *file = fopen(path, mode);
  if (!file) return;
  fputs(text, file);
  fclose(file);
}

/* The control line that starts with `start` followed by a blank or the end; without the start. */
static int control_line(const char *start, char *line, size_t size) {
  static char text[65536];
  if (!read_file("control", text, sizeof text)) return 0;
  size_t length = strlen(start);
  for (char *at = strtok(text, "\n"); at; at = strtok(NULL, "\n")) {
    if (strncmp(at, start, length) || (at[length] && at[length] != ' ' && at[length] != '=')) continue;
    snprintf(line, size, "%s", at + length + (at[length] ? 1 : 0));
    return 1;
  }
  return 0;
}

static unsigned long setting(const char *name) {
  char value[256];
  return control_line(name, value, sizeof value) ? strtoul(value, NULL, 0) : 0;
}

/* Value of "key=" inside a rule. */
static int rule_value(const char *rule, const char *key, char *value, size_t size) {
  char copy[512], wanted[64];
  snprintf(copy, sizeof copy, "%s", rule);
  snprintf(wanted, sizeof wanted, "%s=", key);
  char *rest;
  for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
    if (strncmp(word, wanted, strlen(wanted))) continue;
    snprintf(value, size, "%s", word + strlen(wanted));
    return 1;
  }
  return 0;
}

static unsigned long rule_number(const char *rule, const char *key, unsigned long otherwise) {
  char value[256];
  return rule_value(rule, key, value, sizeof value) ? strtoul(value, NULL, 0) : otherwise;
}

/* ---- tokens pulled out: file "out" holds a label or "*" ---- */

static int label_is_out(const char *label) {
  char out[256];
  if (!read_file("out", out, sizeof out)) return 0;
  return !strcmp(out, "*") || !strcmp(out, label);
}

static void label_of(CK_SLOT_ID slot, char label[33]) {
  CK_TOKEN_INFO info;
  memset(&info, ' ', sizeof info);
  real->C_GetTokenInfo(slot, &info);
  memcpy(label, info.label, 32);
  int end = 32;
  while (end > 0 && label[end - 1] == ' ') end--;
  label[end] = 0;
}

static int slot_is_out(CK_SLOT_ID slot) {
  char label[33];
  label_of(slot, label);
  return label_is_out(label);
}

static int something_is_out;

/* Sessions of a pulled token die for good: they must not come to life again when it is put back. */
static void follow_removals(void) {
  static int was_out[MOST_SLOTS];
  CK_SLOT_ID slots[MOST_SLOTS];
  CK_ULONG count = MOST_SLOTS;
  char out[256];
  something_is_out = read_file("out", out, sizeof out);
  if (!real || real->C_GetSlotList(CK_TRUE, slots, &count) != CKR_OK) return;
  for (CK_ULONG i = 0; i < count; i++) {
    int is_out = something_is_out && slot_is_out(slots[i]);
    if (is_out && !was_out[i]) real->C_CloseAllSessions(slots[i]);
    was_out[i] = is_out;
  }
}

/* Pulled out and put back while nobody looked. */
static void close_everything(void) {
  CK_SLOT_ID slots[MOST_SLOTS];
  CK_ULONG count = MOST_SLOTS;
  if (real->C_GetSlotList(CK_TRUE, slots, &count) != CKR_OK) return;
  for (CK_ULONG i = 0; i < count; i++) real->C_CloseAllSessions(slots[i]);
}

/* ---- rules ---- */

static struct {
  const char *name;
  char rule[512];
  unsigned long calls, injected;
} functions[MOST_FUNCTIONS];

static int after_call;
static CK_RV after_value;

static int function_index(const char *name) {
  int i = 0;
  while (i < MOST_FUNCTIONS - 1 && functions[i].name && strcmp(functions[i].name, name)) i++;
  functions[i].name = name;
  return i;
}

/* With clock=1: when it was called, in microseconds of the machine's monotonic clock. */
static void time_call(const char *name) {
  if (!setting("clock")) return;
  struct timespec now;
  char line[256];
  clock_gettime(CLOCK_MONOTONIC, &now);
  snprintf(line, sizeof line, "%s %lld\n", name, now.tv_sec * 1000000LL + now.tv_nsec / 1000);
  write_file("times", "a", line);
}

static void log_call(const char *name, int injected) {
  char line[256];
  time_call(name);
  snprintf(line, sizeof line, "%d %s%s\n", (int)getpid(), name, injected ? " INJECT" : "");
  write_file("log", "a", line);
}

static void die(const char *how) {
  if (!strcmp(how, "segv")) *(volatile int *)0 = 1;
  if (!strcmp(how, "abort")) abort();
  if (!strcmp(how, "exit")) exit(3);
}

/* Writes into the pipe that the token child answers through, as only a hostile or a scribbling module would. */
static void speak_for_the_child(const char *text) {
  unsigned int length = strcmp(text, "huge") ? (unsigned int)strlen(text) : 0xffffffffu;
  const int answers = 4;
  if (write(answers, &length, sizeof length) < 0 || write(answers, text, strlen(text)) < 0) _exit(4);
}

/* Obeys the rule of this function. Returns 1 where the call ends here with *value. */
static int before(const char *name, CK_RV *value) {
  int at = function_index(name);
  char rule[512] = "", text[256];
  after_call = 0;
  follow_removals();
  int has_rule = control_line(name, rule, sizeof rule);
  if (!has_rule || strcmp(rule, functions[at].rule)) {
    snprintf(functions[at].rule, sizeof functions[at].rule, "%s", rule);
    functions[at].calls = functions[at].injected = 0;
  }
  functions[at].calls++;
  int acts = has_rule && functions[at].calls > rule_number(rule, "after", 0) &&
             functions[at].injected < rule_number(rule, "times", ~0ul);
  log_call(name, acts);
  if (!acts) return 0;
  functions[at].injected++;
  usleep(1000 * rule_number(rule, "delay", 0));
  while (rule_number(rule, "hang", 0)) pause();
  if (rule_value(rule, "die", text, sizeof text)) die(text);
  if (rule_value(rule, "answer", text, sizeof text)) speak_for_the_child(text);
  if (rule_value(rule, "unplug", text, sizeof text)) {
    write_file("out", "w", text);
    follow_removals();
  }
  if (rule_number(rule, "replug", 0)) close_everything();
  if (!rule_value(rule, "rv", text, sizeof text)) return 0;
  *value = after_value = strtoul(text, NULL, 0);
  after_call = (int)rule_number(rule, "post", 0);
  return !after_call;
}

static CK_RV after(CK_RV value) {
  if (after_call) value = after_value;
  if (something_is_out && value == CKR_SESSION_HANDLE_INVALID) value = CKR_DEVICE_REMOVED;
  return value;
}

#define GUARDED(name, call)                    \
  do {                                         \
    CK_RV early;                               \
    if (before(#name, &early)) return early;   \
    return after(call);                        \
  } while (0)

/* ---- PIN counter, kept in a file so that it outlives this process as it does in a token ---- */

static unsigned long wrong_pins(const char *label) {
  char name[64], text[32];
  snprintf(name, sizeof name, "wrong-%s", label);
  return read_file(name, text, sizeof text) ? strtoul(text, NULL, 10) : 0;
}

static void count_pins(const char *label, unsigned long wrong) {
  char name[64], text[32];
  snprintf(name, sizeof name, "wrong-%s", label);
  snprintf(text, sizeof text, "%lu", wrong);
  write_file(name, "w", text);
}

/* ---- a login that the middleware still holds ---- */

static int held_login_ended;

static unsigned long held(void) { return held_login_ended ? 0 : setting("held"); }

/* ---- keys that ask for the PIN at each signature ---- */

static CK_UTF8CHAR good_pin[256];
static CK_ULONG good_pin_length;
static int waits_for_pin;

/* ---- the functions ---- */

static CK_RV C_Initialize_(CK_VOID_PTR args) { GUARDED(C_Initialize, real->C_Initialize(args)); }
static CK_RV C_Finalize_(CK_VOID_PTR reserved) { GUARDED(C_Finalize, real->C_Finalize(reserved)); }
static CK_RV C_GetInfo_(CK_INFO_PTR info) { GUARDED(C_GetInfo, real->C_GetInfo(info)); }

static CK_RV list_slots(CK_BBOOL present, CK_SLOT_ID_PTR list, CK_ULONG_PTR count) {
  CK_SLOT_ID slots[MOST_SLOTS];
  CK_ULONG all = MOST_SLOTS, kept = 0;
  CK_RV value = real->C_GetSlotList(present, slots, &all);
  if (value != CKR_OK) return value;
  for (CK_ULONG i = 0; i < all; i++) {
    if (!present || !slot_is_out(slots[i])) slots[kept++] = slots[i];
  }
  if (list && *count < kept) return CKR_BUFFER_TOO_SMALL;
  if (list) memcpy(list, slots, kept * sizeof *list);
  *count = kept;
  return CKR_OK;
}

static CK_RV C_GetSlotList_(CK_BBOOL present, CK_SLOT_ID_PTR list, CK_ULONG_PTR count) {
  GUARDED(C_GetSlotList, list_slots(present, list, count));
}

static CK_RV token_info(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info) {
  char label[33];
  if (slot_is_out(slot)) return CKR_TOKEN_NOT_PRESENT;
  CK_RV value = real->C_GetTokenInfo(slot, info);
  if (value != CKR_OK) return value;
  unsigned long limit = setting("pinlimit");
  if (limit) {
    label_of(slot, label);
    unsigned long wrong = wrong_pins(label);
    info->flags &= ~(CK_FLAGS)(CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED);
    if (wrong > 0) info->flags |= CKF_USER_PIN_COUNT_LOW;
    if (wrong == limit - 1) info->flags |= CKF_USER_PIN_FINAL_TRY;
    if (wrong >= limit) info->flags |= CKF_USER_PIN_LOCKED;
  }
  info->flags |= setting("flags");
  if (setting("minpin")) info->ulMinPinLen = setting("minpin");
  if (setting("maxpin")) info->ulMaxPinLen = setting("maxpin");
  return CKR_OK;
}

static CK_RV C_GetTokenInfo_(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info) {
  GUARDED(C_GetTokenInfo, token_info(slot, info));
}

static CK_RV C_OpenSession_(CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR application, CK_NOTIFY notify,
                            CK_SESSION_HANDLE_PTR session) {
  GUARDED(C_OpenSession, slot_is_out(slot) ? CKR_TOKEN_NOT_PRESENT
                                           : real->C_OpenSession(slot, flags, application, notify, session));
}

static CK_RV C_CloseSession_(CK_SESSION_HANDLE session) {
  GUARDED(C_CloseSession, real->C_CloseSession(session));
}

static CK_RV session_info(CK_SESSION_HANDLE session, CK_SESSION_INFO_PTR info) {
  CK_RV value = real->C_GetSessionInfo(session, info);
  if (value == CKR_OK && (held() == 1 || held() == 3)) info->state = CKS_RO_USER_FUNCTIONS;
  return value;
}

static CK_RV C_GetSessionInfo_(CK_SESSION_HANDLE session, CK_SESSION_INFO_PTR info) {
  GUARDED(C_GetSessionInfo, session_info(session, info));
}

static CK_RV check_pin(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin, CK_ULONG length) {
  if (user != CKU_CONTEXT_SPECIFIC) return real->C_Login(session, user, pin, length);
  if (!waits_for_pin) return CKR_OPERATION_NOT_INITIALIZED;
  if (length != good_pin_length || memcmp(pin, good_pin, length)) return CKR_PIN_INCORRECT;
  waits_for_pin = 0;
  return CKR_OK;
}

static CK_RV log_in(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin, CK_ULONG length) {
  char label[33] = "";
  CK_SESSION_INFO info;
  unsigned long limit = setting("pinlimit");
  if (held() == 3) return CKR_OK;
  if (held()) return CKR_USER_ALREADY_LOGGED_IN;
  if (real->C_GetSessionInfo(session, &info) == CKR_OK) label_of(info.slotID, label);
  if (limit && wrong_pins(label) >= limit) return CKR_PIN_LOCKED;
  CK_RV value = check_pin(session, user, pin, length);
  if (value == CKR_OK && length <= sizeof good_pin) {
    memcpy(good_pin, pin, length);
    good_pin_length = length;
  }
  if (value == CKR_OK) count_pins(label, 0);
  if (value == CKR_PIN_INCORRECT) {
    count_pins(label, wrong_pins(label) + 1);
    if (limit && wrong_pins(label) >= limit) value = CKR_PIN_LOCKED;
  }
  return value;
}

static CK_RV C_Login_(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin, CK_ULONG length) {
  GUARDED(C_Login, log_in(session, user, pin, length));
}

static CK_RV log_out(CK_SESSION_HANDLE session) {
  if (!held()) return real->C_Logout(session);
  held_login_ended = 1;
  return CKR_OK;
}

static CK_RV C_Logout_(CK_SESSION_HANDLE session) { GUARDED(C_Logout, log_out(session)); }

static CK_RV C_FindObjectsInit_(CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR wanted, CK_ULONG count) {
  GUARDED(C_FindObjectsInit, real->C_FindObjectsInit(session, wanted, count));
}

static CK_RV C_FindObjects_(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE_PTR found, CK_ULONG most,
                            CK_ULONG_PTR count) {
  GUARDED(C_FindObjects, real->C_FindObjects(session, found, most, count));
}

static CK_RV C_FindObjectsFinal_(CK_SESSION_HANDLE session) {
  GUARDED(C_FindObjectsFinal, real->C_FindObjectsFinal(session));
}

static CK_RV attributes(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR wanted,
                        CK_ULONG count) {
  if (count != 1 || wanted->type != CKA_ALWAYS_AUTHENTICATE || !setting("always"))
    return real->C_GetAttributeValue(session, object, wanted, count);
  if (wanted->pValue && wanted->ulValueLen >= sizeof(CK_BBOOL)) *(CK_BBOOL *)wanted->pValue = CK_TRUE;
  wanted->ulValueLen = sizeof(CK_BBOOL);
  return CKR_OK;
}

static CK_RV C_GetAttributeValue_(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR wanted,
                                  CK_ULONG count) {
  GUARDED(C_GetAttributeValue, attributes(session, object, wanted, count));
}

static CK_RV C_SignInit_(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key) {
  waits_for_pin = setting("always") != 0;
  GUARDED(C_SignInit, real->C_SignInit(session, mechanism, key));
}

static CK_RV C_Sign_(CK_SESSION_HANDLE session, CK_BYTE_PTR data, CK_ULONG length, CK_BYTE_PTR signature,
                     CK_ULONG_PTR room) {
  GUARDED(C_Sign, waits_for_pin ? CKR_USER_NOT_LOGGED_IN
                                : real->C_Sign(session, data, length, signature, room));
}

static CK_RV load_real(void) {
  const char *path = getenv("FAULTP11_MODULE");
  void *library = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
  CK_C_GetFunctionList list = library ? (CK_C_GetFunctionList)dlsym(library, "C_GetFunctionList") : NULL;
  if (!list) return CKR_GENERAL_ERROR;
  CK_RV value = list(&real);
  if (value != CKR_OK) return value;
  ours = *real;
#define OURS(name) ours.name = name##_
  OURS(C_Initialize);
  OURS(C_Finalize);
  OURS(C_GetInfo);
  OURS(C_GetSlotList);
  OURS(C_GetTokenInfo);
  OURS(C_OpenSession);
  OURS(C_CloseSession);
  OURS(C_GetSessionInfo);
  OURS(C_Login);
  OURS(C_Logout);
  OURS(C_FindObjectsInit);
  OURS(C_FindObjects);
  OURS(C_FindObjectsFinal);
  OURS(C_GetAttributeValue);
  OURS(C_SignInit);
  OURS(C_Sign);
  return CKR_OK;
}

__attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
  CK_RV early;
  if (before("C_GetFunctionList", &early)) return early;
  CK_RV value = real ? CKR_OK : load_real();
  *list = &ours;
  return after(value);
}
