/* A library that claims to be a PKCS#11 module and gives no function list: the first call after loading it crashes. For tests only. */

#include <pkcs11.h>
#include <stddef.h>

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
  *list = NULL;
  return CKR_OK;
}
