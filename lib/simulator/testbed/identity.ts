import { generateKeyPairSync, randomBytes } from 'node:crypto'

/** A key pair as OpenSSH keeps it: a private key file, and a line for authorized_keys. */
export interface Identity {
  readonly privateKey: string
  readonly publicKey: string
}

/** A new ed25519 key without passphrase. */
export function generateIdentity(comment: string): Identity {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const publicBytes = Buffer.from(x, 'base64url')
  const blob = Buffer.concat([field('ssh-ed25519'), field(publicBytes)])
  const check = randomBytes(4)
  const secret = [
    check,
    check,
    blob,
    field(Buffer.concat([Buffer.from(d, 'base64url'), publicBytes])),
  ]
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    field('none'),
    field('none'),
    field(''),
    uint32(1),
    field(blob),
    field(padded(Buffer.concat([...secret, field(comment)]))),
  ])
  return {
    privateKey: armoured(file.toString('base64')),
    publicKey: `ssh-ed25519 ${blob.toString('base64')} ${comment}`,
  }
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

const field = (value: string | Buffer): Buffer =>
  Buffer.concat([uint32(Buffer.byteLength(value)), Buffer.from(value)])

/** To a multiple of eight, with 1, 2, 3 … as OpenSSH demands. */
const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, (8 - (bytes.length % 8)) % 8))])

const armoured = (base64: string): string =>
  `-----BEGIN OPENSSH PRIVATE KEY-----\n${base64.replace(/.{70}/g, '$&\n')}\n-----END OPENSSH PRIVATE KEY-----\n`
