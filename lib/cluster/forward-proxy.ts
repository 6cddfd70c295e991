import { isIP } from 'node:net'
import { awaitWord } from '../host/await-word'
import { root } from '../host/command'
import { type Host } from '../host/host'
import { onceInRun } from '../lifecycle/journal/once-in-run'
import { type RunId } from '../lifecycle/run-id'
import { BadInput } from '../testbed/bad-input'
import { type RegistrySpec, type Testbed } from '../testbed/testbed'
import { minutes } from '../wait/duration'
import { environmentOf } from './proxy-environment'

/** Debian's package with the program alone: no service, and nothing beside it. */
const PACKAGE = 'tinyproxy-bin'

export interface ProxyAddress {
  readonly address: string
  readonly port: number
}

/** The DUT's way to the registry: tinyproxy on the vmhost's bridge, with a configuration and a unit of the run's own. */
export class ForwardProxy {
  readonly #proxy: NonNullable<RegistrySpec['proxy']>
  readonly #registry: RegistrySpec

  constructor(
    private readonly vmhost: Host,
    private readonly testbed: Testbed,
    private readonly run: RunId,
  ) {
    const { registry } = testbed
    if (!registry?.proxy) throw new TypeError('The testbed file wants no forward proxy')
    this.#registry = registry
    this.#proxy = registry.proxy
  }

  /** As the DUT is told. */
  get address(): ProxyAddress {
    return { address: this.testbed.vmhost.address, port: this.#proxy.port }
  }

  get unit(): string {
    return `kubesonic-proxy-${this.run}.service`
  }

  /**
   * Starts it, by the first worker of the run that comes. Throws `BadInput` before any change where tinyproxy is missing
   * and may not be installed, or where the port is somebody else's.
   */
  async provide(): Promise<void> {
    await onceInRun(this.vmhost, this.run, {
      name: 'proxy',
      within: minutes(5),
      deed: async () => {
        await this.#provideProgram()
        await this.#insistOnFreePort()
        await this.vmhost.change({
          what: 'forward proxy for the DUTs',
          undo: root`
            systemctl stop ${this.unit} 2>/dev/null || :
            systemctl reset-failed ${this.unit} 2>/dev/null || :`,
          do: root`
            cat > "$JOURNAL/proxy.conf"
            chmod 644 "$JOURNAL/proxy.conf"
            ${this.#startUnit}`,
          stdin: this.#configuration(),
        })
      },
    })
  }

  /** Ends it until `start`, as a scenario may wish; its undo stands already. */
  async stop(): Promise<void> {
    await this.vmhost.run(root`systemctl stop ${this.unit}`)
  }

  async start(): Promise<void> {
    const { unit } = this
    await this.vmhost.run(root`
      if systemctl is-active -q ${unit}; then exit 0; fi
      JOURNAL=/var/lib/kubesonic/${this.run}
      ${this.#startUnit}`)
  }

  /** It is up when it listens: systemd-run answers sooner. */
  get #startUnit(): ReturnType<typeof root> {
    const { address, port } = this.address
    return root`
      ${awaitWord}
      systemctl reset-failed ${this.unit} 2>/dev/null || :
      systemd-run --quiet --collect --unit=${this.unit} --description='forward proxy of kubesonic' \
        tinyproxy -d -c "$JOURNAL/proxy.conf"
      listens() { ss -Hltn ${`sport = :${port}`} | grep -qF ${`${address}:${port}`}; }
      await 10 listens || {
        echo ${`tinyproxy does not listen on ${address}:${port}. Next: journalctl -u ${this.unit}`} >&2
        exit 1
      }`
  }

  async #provideProgram(): Promise<void> {
    const { exitCode } = await this.vmhost.attempt(root`command -v tinyproxy > /dev/null`)
    if (exitCode === 0) return
    if (!this.#proxy.install)
      throw new BadInput(
        `The vmhost has no tinyproxy, through which the DUT could reach ${this.#registry.host}.\n` +
          `  Next: apt-get install ${PACKAGE} there, or registry.proxy.install: true for the time of a run, or registry.proxy: null where the DUT has a way of its own.`,
      )
    await this.vmhost.change({
      what: 'package tinyproxy-bin',
      undo: root`
        if dpkg-query -W ${PACKAGE} > /dev/null 2>&1; then
          DEBIAN_FRONTEND=noninteractive apt-get purge -y -q ${PACKAGE} > /dev/null
        fi`,
      do: root`
        ${environmentOf(this.testbed.vmhost.proxy)}
        DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends ${PACKAGE} > /dev/null`,
      within: minutes(4),
    })
  }

  async #insistOnFreePort(): Promise<void> {
    const { port } = this.#proxy
    const { stdout } = await this.vmhost.run(root`ss -Hltnp ${`sport = :${port}`}`)
    if (stdout.trim() === '') return
    throw new BadInput(
      `registry.proxy.port ${port} is taken on the vmhost: ${stdout.trim().split(/\s+/).at(-1)}.\n  Next: write another port.`,
    )
  }

  /** The DUTs alone, and only to registries: their own port, and 443 for those that hand out tokens and blobs elsewhere. */
  #configuration(): string {
    const { vmhost, duts } = this.testbed
    const registryPort = /:(\d+)$/.exec(this.#registry.host)?.[1] ?? '443'
    const upstream = vmhost.proxy?.https ?? vmhost.proxy?.http
    const direct = vmhost.proxy?.no ?? []
    return [
      `Port ${this.#proxy.port}`,
      `Listen ${vmhost.address}`,
      'User nobody',
      'Timeout 600',
      'MaxClients 100',
      'LogLevel Connect',
      ...duts.filter(({ address }) => isIP(address)).map(({ address }) => `Allow ${address}`),
      ...new Set(['443', '563', registryPort].map((port) => `ConnectPort ${port}`)),
      ...(upstream ? [`Upstream http ${new URL(upstream).host}`] : []),
      ...(upstream ? direct.map((each) => `Upstream none "${each}"`) : []),
      '',
    ].join('\n')
  }
}
