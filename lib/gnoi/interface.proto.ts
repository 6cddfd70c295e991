/**
 * The gNOI calls that the suite uses, with the names and numbers of the public interface (github.com/openconfig/gnoi:
 * system, os, file, common and types). What is left out here is skipped by whoever reads it, as protobuf wants.
 */
export const gnoiInterface: readonly string[] = [
  `syntax = "proto3";
  package gnoi.types;
  message HashType {
    enum HashMethod { UNSPECIFIED = 0; SHA256 = 1; SHA512 = 2; MD5 = 3; }
    HashMethod method = 1;
    bytes hash = 2;
  }`,
  `syntax = "proto3";
  package gnoi.common;
  message RemoteDownload {
    enum Protocol { UNKNOWN = 0; SFTP = 1; HTTP = 2; HTTPS = 3; SCP = 4; }
    string path = 1;
    Protocol protocol = 2;
  }`,
  `syntax = "proto3";
  package gnoi.system;
  service System {
    rpc Time(TimeRequest) returns (TimeResponse);
    rpc SetPackage(stream SetPackageRequest) returns (SetPackageResponse);
  }
  message TimeRequest {}
  message TimeResponse { uint64 time = 1; }
  message Package {
    string filename = 1;
    string version = 4;
    bool activate = 5;
  }
  message SetPackageRequest { oneof request { Package package = 1; } }
  message SetPackageResponse {}`,
  `syntax = "proto3";
  package gnoi.os;
  service OS {
    rpc Activate(ActivateRequest) returns (ActivateResponse);
    rpc Verify(VerifyRequest) returns (VerifyResponse);
  }
  message ActivateRequest {
    string version = 1;
    bool no_reboot = 3;
  }
  message ActivateError {
    enum Type { UNSPECIFIED = 0; NON_EXISTENT_VERSION = 1; NOT_SUPPORTED_ON_BACKUP = 2; }
    Type type = 1;
    string detail = 2;
  }
  message ActivateOK {}
  message ActivateResponse { oneof response { ActivateOK activate_ok = 1; ActivateError activate_error = 2; } }
  message VerifyRequest {}
  message VerifyResponse {
    string version = 1;
    string activation_fail_message = 2;
  }`,
  `syntax = "proto3";
  package gnoi.file;
  service File {
    rpc TransferToRemote(TransferToRemoteRequest) returns (TransferToRemoteResponse);
    rpc Stat(StatRequest) returns (StatResponse);
  }
  message TransferToRemoteRequest {
    string local_path = 1;
    gnoi.common.RemoteDownload remote_download = 2;
  }
  message TransferToRemoteResponse { gnoi.types.HashType hash = 1; }
  message StatRequest { string path = 1; }
  message StatInfo {
    string path = 1;
    uint64 last_modified = 2;
    uint32 permissions = 3;
    uint64 size = 4;
  }
  message StatResponse { repeated StatInfo stats = 1; }`,
]
