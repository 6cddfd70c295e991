import type { SecureContext } from 'node:tls'
import { absolute } from '../../../file-system/paths'
import { FileSystemError } from '../../../file-system/file-system-error'
import type { CommandLine } from '../../../go/command-line'
import type { CommandContext } from '../../../machine/types'
import { secureContextOf } from '../../../network/tls-client'
import { CurlFailure } from './failure'

/** Whom curl trusts and who it is: `--cacert`, `--cert`, `--key`. Throws CurlFailure, exit code 58 or 77, as OpenSSL refuses files. */
export function secureContextFor(line: CommandLine, context: CommandContext): SecureContext {
  const read = (path: string): string => context.fs.readText(absolute(context.cwd, path))
  const ca = line.value('cacert')
  const cert = line.value('cert')
  // A file may hold both.
  const key = line.value('key') ?? cert
  return secureContextOf({
    ca: ca === undefined ? undefined : authorities(ca, read),
    cert: cert === undefined ? undefined : certificate(cert, read),
    key: cert === undefined || key === undefined ? undefined : privateKey(key, read),
  })
}

const certificateLine = /^-----BEGIN (TRUSTED )?CERTIFICATE-----/m

function authorities(path: string, read: (path: string) => string): string {
  const text = attempt(() => read(path))
  if (typeof text === 'string' && certificateLine.test(text)) return text
  throw new CurlFailure(77, `error setting certificate file: ${path}`)
}

function certificate(path: string, read: (path: string) => string): string {
  const text = attempt(() => read(path))
  if (typeof text === 'string' && certificateLine.test(text)) return text
  throw new CurlFailure(
    58,
    `could not load PEM client certificate from ${path}, OpenSSL error ${reason(text)}, (no key found, wrong pass phrase, or wrong file format?)`,
  )
}

function reason(text: unknown): string {
  if (typeof text === 'string') return 'error:0480006C:PEM routines::no start line'
  const isDenied = text instanceof FileSystemError && text.code === 'EACCES'
  return isDenied
    ? 'error:8000000D:system library::Permission denied'
    : 'error:80000002:system library::No such file or directory'
}

function privateKey(path: string, read: (path: string) => string): string {
  const text = attempt(() => read(path))
  if (typeof text === 'string' && /^-----BEGIN [A-Z ]*PRIVATE KEY-----/m.test(text)) return text
  throw new CurlFailure(58, `unable to set private key file: '${path}' type PEM`)
}

function attempt(read: () => string): unknown {
  try {
    return read()
  } catch (error) {
    return error
  }
}
