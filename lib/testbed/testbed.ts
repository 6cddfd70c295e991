import { remember } from '../redaction/redacted'
import { type ReceiptClass } from './receipt-classes'

/**
 * What a testbed file says, after loading: every default filled in, every `${VAR}` replaced.
 * The file's format is design law: see docs/lab.md for a complete example, schema.ts for its rules.
 */
export interface Testbed {
  readonly name: string
  /** Where it was read from; relative paths in it are relative to that file. */
  readonly file: string
  /** What deserves a second thought, such as a password that is written out. */
  readonly warnings: readonly string[]
  readonly vmhost: VmhostSpec
  /** At least one. */
  readonly duts: readonly DutSpec[]
  readonly cluster: ClusterSpec
  /** `registry`: where the images of SONiC's containers come from; null: the DUTs have them. */
  readonly images: { readonly pause: string; readonly registry: string | null }
  /** Absolute paths of DaemonSet templates: YAML files, or a folder of them. */
  readonly templates: readonly string[]
  /** Where the DUT pulls images from; null: nobody has said. */
  readonly registry: RegistrySpec | null
  /** Absolute path of an OpenSSH known_hosts file. */
  readonly knownHosts: string
  /** How long a DUT is held after the last sign of life of the run. */
  readonly lease: { readonly seconds: number }
  readonly receipt: { readonly tolerate: readonly ToleratedDifference[] }
  /** Only in files that the simulated testbed writes; read by support/ alone. */
  readonly simulator?: { readonly control: string }
}

/** A difference after a run that does not count against it. */
export interface ToleratedDifference {
  /** The machine's name; undefined: every machine. */
  readonly machine: string | undefined
  readonly class: ReceiptClass
  /** Of the item, with * and ?. */
  readonly item: string
  readonly reason: string
}

export interface MachineSpec {
  /** `vmhost`, or the DUT's hostname as SONiC has it. */
  readonly name: string
  /** How the *other* machines of the testbed reach it. */
  readonly address: string
  readonly ssh: SshSpec
  /** It shall not put itself back when the runner dies: it has no systemd. */
  readonly unarmed: boolean
}

export interface VmhostSpec extends MachineSpec {
  readonly proxy: ProxySpec | null
}

export type DutSpec = MachineSpec

/** Commands for root: the login is root already, `sudo -n`, or `sudo -S` with the login's password. */
export type Become = 'none' | 'sudo' | 'sudo-password'

/** How the *runner* reaches a machine. */
export interface SshSpec {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly become: Become
  /** Absolute path of a private key without passphrase; without it the agent and the password are tried. */
  readonly identityFile: string | null
  readonly password: Secret | null
  /** `unverified`: whoever answers is taken for the machine. */
  readonly hostKey: 'verified' | 'unverified'
}

export interface ProxySpec {
  readonly http: string | null
  readonly https: string | null
  readonly no: readonly string[]
}

/** A container registry, and how a DUT without a way out gets there. */
export interface RegistrySpec {
  /** `host` or `host:port`, as images are named after it. */
  readonly host: string
  readonly insecure: boolean
  /** Absolute path of a PEM file on the runner. */
  readonly ca: string | null
  readonly user: string
  /** For `sh` on the runner; null: whoever asks may pull. */
  readonly tokenCommand: string | null
  /** `repository:tag` of an image that is in this registry only. */
  readonly image: string
  /** The forward proxy on the vmhost; null: the DUT reaches the registry itself. */
  readonly proxy: { readonly port: number; readonly install: boolean } | null
}

export interface ClusterSpec {
  /** With the v: `v1.22.2`. */
  readonly kubernetes: string
  readonly minikube: MinikubeSpec
  /** Container, node, network and context are named after it. */
  readonly profile: string
  readonly apiPort: number
  /** The runner's view of the API server where it differs from the DUT's. */
  readonly api: { readonly host: string | null; readonly port: number | null }
  readonly existing: boolean
  readonly lifetime: 'run' | 'keep'
  readonly cache: 'keep' | 'remove'
}

export interface MinikubeSpec {
  readonly version: string
  readonly url: string | null
  readonly sha256: string | null
  /** An installed binary, accepted when its `version` is the one asked for. */
  readonly path: string | null
}

/**
 * A value that must never be printed: it shows as `***` wherever it is turned into text, and whatever leaves this process
 * is redacted of it from now on.
 */
export class Secret {
  readonly #value: string
  constructor(value: string) {
    this.#value = value
    remember(value)
  }
  /** The value itself, for the one call that needs it. */
  reveal(): string {
    return this.#value
  }
  toString(): string {
    return '***'
  }
  toJSON(): string {
    return '***'
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '***'
  }
}
