#include "tests/support/allocations/allocations.h"

#include <cstddef>

// Whether a sanitizer has taken the place of the C library's functions already; it is asked to tell us instead.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BPOL_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define BPOL_SANITIZED 1
#endif
#endif

namespace {

thread_local std::uint64_t allocations = 0;
thread_local std::uint64_t locks = 0;

}  // namespace

#ifdef BPOL_SANITIZED

// <sanitizer/allocator_interface.h>, which g++ does not bring.
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*malloc_hook)(const volatile void*, std::size_t),
                                                         void (*free_hook)(const volatile void*));

namespace {

void Taken(const volatile void*, std::size_t) {
  ++allocations;
}
void Given(const volatile void*) {}

const int installed = __sanitizer_install_malloc_and_free_hooks(Taken, Given);

}  // namespace

#else

#include <dlfcn.h>
#include <pthread.h>

#include <cerrno>
#include <cstdlib>

// The functions below take the place of those of the C library for the whole program; glibc keeps its own allocator
// under other names for just this, and its locks are the next of their name.
namespace {

template <typename Lock>
int CountLock(const char* name, int (*&next)(Lock*), Lock* lock) {
  ++locks;
  if (next == nullptr) next = reinterpret_cast<int (*)(Lock*)>(dlsym(RTLD_NEXT, name));
  return next(lock);
}

}  // namespace

extern "C" {

void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

void* malloc(std::size_t size) noexcept {
  ++allocations;
  return __libc_malloc(size);
}

void* calloc(std::size_t count, std::size_t size) noexcept {
  ++allocations;
  return __libc_calloc(count, size);
}

void* realloc(void* memory, std::size_t size) noexcept {
  ++allocations;
  return __libc_realloc(memory, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  ++allocations;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t size) noexcept {
  ++allocations;
  *memory = __libc_memalign(alignment, size);
  return *memory != nullptr ? 0 : ENOMEM;
}

int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
  static int (*next)(pthread_mutex_t*) = nullptr;
  return CountLock("pthread_mutex_lock", next, mutex);
}

int pthread_rwlock_rdlock(pthread_rwlock_t* lock) noexcept {
  static int (*next)(pthread_rwlock_t*) = nullptr;
  return CountLock("pthread_rwlock_rdlock", next, lock);
}

int pthread_rwlock_wrlock(pthread_rwlock_t* lock) noexcept {
  static int (*next)(pthread_rwlock_t*) = nullptr;
  return CountLock("pthread_rwlock_wrlock", next, lock);
}

}  // extern "C"

#endif

namespace bpol::testing {

std::uint64_t AllocationsSoFar() {
  return allocations;
}

std::uint64_t LocksSoFar() {
  return locks;
}

}  // namespace bpol::testing
