/** Options of curl 7.88 that the twin's takes; those that change nothing here are taken as well. */
export const curlFlags = {
  'fail|f': 'switch', 'fail-with-body': 'switch', 'location|L': 'switch', 'silent|s': 'switch', 'show-error|S': 'switch',
  'insecure|k': 'switch', 'head|I': 'switch', 'include|i': 'switch', 'output|o': 'value', 'remote-name|O': 'switch',
  'proxy|x': 'value', noproxy: 'value', 'max-time|m': 'value', 'connect-timeout': 'value', retry: 'value',
  'retry-delay': 'value', 'retry-max-time': 'value', 'retry-connrefused': 'switch', 'retry-all-errors': 'switch',
  'write-out|w': 'value', 'header|H': 'value', cacert: 'value', capath: 'value', 'cert|E': 'value', key: 'value',
  'request|X': 'value', 'data|d': 'value', 'data-raw': 'value', 'data-binary': 'value', 'upload-file|T': 'value',
  'user|u': 'value', 'user-agent|A': 'value', 'disable|q': 'switch', 'ipv4|4': 'switch', 'ipv6|6': 'switch',
  resolve: 'value', 'connect-to': 'value', 'unix-socket': 'value', 'verbose|v': 'switch', 'progress-bar|#': 'switch',
  'no-progress-meter': 'switch', compressed: 'switch', 'http1.1': 'switch', http2: 'switch', 'tlsv1.2': 'switch',
  'tls-max': 'value', 'tlsv1.3': 'switch', 'http1.0|0': 'switch', 'data-urlencode': 'value', 'get|G': 'switch', 'oauth2-bearer': 'value',
  'dump-header|D': 'value', 'max-redirs': 'value', 'no-keepalive': 'switch', 'no-buffer|N': 'switch', globoff: 'switch', 'create-dirs': 'switch', 'version|V': 'switch', url: 'value', json: 'value',
} as const // prettier-ignore

export const curlVersion = `curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1 OpenSSL/3.0.20 zlib/1.2.13 brotli/1.0.9 zstd/1.5.4 libidn2/2.3.3 libpsl/0.21.2 (+libidn2/2.3.3) libssh2/1.10.0 nghttp2/1.52.0 librtmp/2.3 OpenLDAP/2.5.13
Release-Date: 2023-02-20, security patched: 7.88.1-10+deb12u15
Protocols: dict file ftp ftps gopher gophers http https imap imaps ldap ldaps mqtt pop3 pop3s rtmp rtsp scp sftp smb smbs smtp smtps telnet tftp
Features: alt-svc AsynchDNS brotli GSS-API HSTS HTTP2 HTTPS-proxy IDN IPv6 Kerberos Largefile libz NTLM NTLM_WB PSL SPNEGO SSL threadsafe TLS-SRP UnixSockets zstd
`
