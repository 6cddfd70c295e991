import { type Host } from '../host/host'
import { type Forward } from '../host/connection/forward'
import { minutes, seconds, type Milliseconds } from '../wait/duration'
import { gnoiListener } from './gnoi-listener'
import { type ClientCertificate, GrpcChannel } from './grpc-channel'

export interface FileStat {
  readonly path: string
  readonly bytes: number
  /** As it was answered: SONiC sends the mode itself (493 for 0755), where the interface wants its octal digits. */
  readonly permissions: number
}

/** A file that the DUT shall fetch. SONiC's server takes `http:` only. */
export interface Transfer {
  readonly from: string
  /** Below /tmp, /host or /var/log: SONiC's server writes nowhere else. */
  readonly to: string
}

export interface PackageToInstall {
  /** An absolute path on the DUT. */
  readonly file: string
  readonly version?: string
  /** Started at the next reboot. */
  readonly activate: boolean
}

/**
 * The gNOI server of a DUT, in whichever container it runs. Dials the DUT's loopback through its SSH connection, with
 * TLS where CONFIG_DB has certificates for it. Every call throws GnoiError when it is not answered, or refused.
 */
export class Gnoi implements AsyncDisposable {
  private constructor(
    private readonly channel: GrpcChannel,
    private readonly forward: Forward,
  ) {}

  /**
   * @param own who we are, where the server asks for a certificate (`GNMI|gnmi client_auth`)
   * @throws ForwardRefused when nobody listens at the port that CONFIG_DB names
   */
  static async connect(dut: Host, own?: ClientCertificate): Promise<Gnoi> {
    const { port, tls } = await gnoiListener(dut)
    const forward = await dut.forward(port)
    return new Gnoi(new GrpcChannel(dut.name, forward, tls, own), forward)
  }

  /** The DUT's own time. */
  async time(): Promise<Date> {
    const { time } = await this.#call('System.Time')
    return new Date(Number(BigInt(time as string) / 1_000_000n))
  }

  /** The OS image that runs, as `sonic-installer list` calls it: `SONiC-OS-20250510.14`. */
  async runningImage(): Promise<string> {
    const { version } = await this.#call('OS.Verify')
    return version as string
  }

  /** Makes an installed OS image the one of the next boot. Does not reboot. */
  async activate(image: string): Promise<void> {
    const answer = await this.#call('OS.Activate', { version: image, noReboot: true })
    const { activateError } = answer as { activateError?: { type: string; detail: string } }
    if (activateError)
      throw new Error(
        `OS image ${image} was not activated (${activateError.type}: ${activateError.detail || 'no details'}).\n` +
          '  Next: sonic-installer list   (on the DUT)',
      )
  }

  /** Looks at a file of the DUT, by an absolute path. */
  async stat(path: string): Promise<readonly FileStat[]> {
    const { stats } = await this.#call('File.Stat', { path })
    return (stats as { path: string; size: string; permissions: number }[]).map(
      ({ path, size, permissions }) => ({ path, bytes: Number(size), permissions }),
    )
  }

  /** The DUT fetches a file (despite the call's name); gives the MD5 of what it got, in hexadecimal. */
  async transfer({ from, to }: Transfer): Promise<string> {
    const remoteDownload = { path: from, protocol: 'HTTP' }
    const request = { localPath: to, remoteDownload }
    const { hash } = await this.#call('File.TransferToRemote', request, minutes(10))
    return (hash as { hash: Buffer }).hash.toString('hex')
  }

  /** Installs an OS image from a file of the DUT. It stays: nothing here takes it away again. */
  async setPackage({ file, version = '', activate }: PackageToInstall): Promise<void> {
    const request = { package: { filename: file, version, activate } }
    await this.#call('System.SetPackage', request, minutes(15))
  }

  async close(): Promise<void> {
    this.channel.close()
    await this.forward.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #call(
    name: string,
    message: object = {},
    within: Milliseconds = seconds(10),
  ): Promise<Readonly<Record<string, unknown>>> {
    // Loaded here: the interface's own text is parsed at the first call, not at every start.
    const { rpc } = require('./messages') as typeof import('./messages')
    return this.channel.call(name, rpc(name), message, within)
  }
}
