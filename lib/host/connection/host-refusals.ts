import { BadInput } from '../../testbed/bad-input'

/** A machine of the testbed cannot be used as the testbed file says. Nothing was changed on it. */
export class HostRefusal extends BadInput {
  /**
   * @param machine `vmhost` or the DUT's name
   * @param field the testbed file's field that decides about it: `ssh.port`
   */
  constructor(
    readonly machine: string,
    readonly field: string,
    wrong: string,
    next: string,
    options?: ErrorOptions,
  ) {
    super(`${wrong}\n  Next: ${next} (testbed file: ${machine}, ${field})`, options)
  }
}

/** Nobody answers, or not with SSH. */
export class HostUnreachable extends HostRefusal {}
/** It boots or goes down, and lets nobody in meanwhile. */
export class HostBooting extends HostUnreachable {}
/** The machine's host key is not the one that known_hosts has, or was revoked. */
export class HostKeyMismatch extends HostRefusal {}
/** known_hosts has no key for the machine. */
export class HostKeyUnknown extends HostKeyMismatch {}
/** The machine let nobody in with what the testbed file gives. */
export class LoginRefused extends HostRefusal {}
/** The login may not become root. */
export class SudoRefused extends HostRefusal {}
