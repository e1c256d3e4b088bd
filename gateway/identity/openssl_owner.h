// unique_ptr for what OpenSSL hands out.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace bpol::identity {

template <auto Free>
struct FreedBy {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

using KeyOwner = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using KeyContextOwner = std::unique_ptr<EVP_PKEY_CTX, FreedBy<EVP_PKEY_CTX_free>>;
using DigestContextOwner = std::unique_ptr<EVP_MD_CTX, FreedBy<EVP_MD_CTX_free>>;
using CertificateOwner = std::unique_ptr<X509, FreedBy<X509_free>>;

}  // namespace bpol::identity
