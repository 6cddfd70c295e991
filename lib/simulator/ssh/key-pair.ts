import { utils } from 'ssh2'

/** A key pair in OpenSSH's text forms. */
export interface KeyPair {
  readonly private: string
  readonly public: string
}

/**
 * An ed25519 key pair, encrypted if there is a passphrase. One in 230 that ssh2 1.17 makes it cannot read itself
 * ("Malformed OpenSSH private key"): such a one is thrown away.
 */
export function generateKeyPair(passphrase?: string): KeyPair {
  const encryption =
    passphrase === undefined ? undefined : { passphrase, cipher: 'aes256-cbc', rounds: 1 }
  for (;;) {
    const pair = utils.generateKeyPairSync('ed25519', encryption)
    if (!(utils.parseKey(pair.private, passphrase) instanceof Error)) return pair
  }
}
