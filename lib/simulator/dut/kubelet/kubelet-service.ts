import { durations } from '../../chance/durations'
import type { UnitProgram, UnitRun } from '../../linux/systemd/unit-definition'
import { ApiFailure } from '../api-access'
import type { DutParts } from '../dut-parts'
import { klog } from '../kubeadm/klog'
import { changeHost } from './host-changes'
import { configFile, type KubeletSettings, kubeletSettings } from './kubelet-settings'
import { serveKubeletApi } from './kubelet-api'
import { bootstrapConf, bootstrapTls, kubeletConf } from './tls-bootstrap'

/** How a start of the kubelet went. */
export type KubeletOutcome =
  'registered' | 'no-config' | 'no-credentials' | 'no-client-ca' | 'cgroup-mismatch'

/** The kubelet proper, once its host has let it start. */
export interface NodeAgent {
  stop(): void | Promise<void>
}

/** Starts it; resolves when the node is registered. */
export type StartNodeAgent = (
  node: {
    name: string
    internalIp: string
    /** `source.go:12] text` */ log: (line: string) => void
  },
  signal: AbortSignal,
) => Promise<NodeAgent>

class StartFailure extends Error {
  constructor(
    readonly outcome: KubeletOutcome,
    readonly source: string,
    message: string,
  ) {
    super(message)
  }
}

/** The program of kubelet.service: checks its files as the real one, gets its certificate, then runs the node's agent. */
export class KubeletService implements UnitProgram {
  #abort = new AbortController()
  #agent: NodeAgent | undefined
  readonly #waiting = new Set<(outcome: KubeletOutcome) => void>()

  constructor(
    private readonly parts: DutParts,
    private readonly startAgent: StartNodeAgent,
  ) {}

  start(run: UnitRun): void {
    this.#abort = new AbortController()
    void this.#run(run, this.#abort.signal)
  }

  async stop(): Promise<void> {
    this.#abort.abort(new Error('the kubelet was stopped'))
    const agent = this.#agent
    this.#agent = undefined
    await agent?.stop()
  }

  /** How the next start (or the one under way) ends. */
  nextOutcome(): Promise<KubeletOutcome> {
    return new Promise((resolve) => this.#waiting.add(resolve))
  }

  async #run(run: UnitRun, signal: AbortSignal): Promise<void> {
    try {
      const settings = await this.#prepare(run, signal)
      await this.#register(settings, run, signal)
      this.#tell('registered')
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof StartFailure)) throw error
      this.#log(run.pid, 'F', error.source, error.message)
      this.#tell(error.outcome)
      run.exited(255)
    }
  }

  async #prepare(run: UnitRun, signal: AbortSignal): Promise<KubeletSettings> {
    const { machine, clock, docker } = this.parts
    await clock.delay(60, signal)
    const missing = (path: string): string => `open ${path}: no such file or directory`
    if (!machine.fs.exists(configFile))
      throw new StartFailure(
        'no-config',
        'server.go:198',
        `failed to load Kubelet config file ${configFile}, error failed to read kubelet config file "${configFile}", error: ${missing(configFile)}`,
      )
    const settings = kubeletSettings(this.parts)
    this.#log(run.pid, 'I', 'server.go:416', `Version: ${this.parts.variant.kubernetes}`)
    if (!machine.fs.exists(kubeletConf) && !machine.fs.exists(bootstrapConf))
      throw new StartFailure(
        'no-credentials',
        'server.go:269',
        `failed to run Kubelet: unable to load bootstrap kubeconfig: stat ${bootstrapConf}: no such file or directory`,
      )
    const { clientCaFile } = settings
    if (clientCaFile && !machine.fs.exists(clientCaFile))
      throw new StartFailure(
        'no-client-ca',
        'server.go:257',
        `unable to load client CA file ${clientCaFile}: ${missing(clientCaFile)}`,
      )
    await this.#getCredentials(settings, run, signal)
    if (settings.cgroupDriver !== docker.options.cgroupDriver)
      throw new StartFailure(
        'cgroup-mismatch',
        'server.go:269',
        `failed to run Kubelet: misconfiguration: kubelet cgroup driver: "${settings.cgroupDriver}" is different from docker cgroup driver: "${docker.options.cgroupDriver}"`,
      )
    return settings
  }

  async #getCredentials(
    { nodeName }: KubeletSettings,
    run: UnitRun,
    signal: AbortSignal,
  ): Promise<void> {
    if (this.parts.machine.fs.exists(kubeletConf)) return
    for (;;) {
      try {
        return await bootstrapTls(this.parts, nodeName, signal)
      } catch (error) {
        if (signal.aborted || !(error instanceof ApiFailure)) throw error
        this.#log(
          run.pid,
          'E',
          'bootstrap.go:264',
          `Failed while requesting a signed certificate from the master: cannot create certificate signing request: ${error.message}`,
        )
        await this.parts.clock.delayInterval(1_000, signal)
      }
    }
  }

  async #register(settings: KubeletSettings, run: UnitRun, signal: AbortSignal): Promise<void> {
    const { nodeName: name, internalIp, sandboxImage } = settings
    const { clock, random, docker } = this.parts
    await clock.delay(random.of('kubelet').within(durations.register), signal)
    docker.pauseImage = sandboxImage
    changeHost(this.parts)
    await serveKubeletApi(this.parts, settings, signal)
    this.#log(run.pid, 'I', 'kubelet_node_status.go:71', `Attempting to register node ${name}`)
    const log = (line: string): void => {
      const [source = '', ...text] = line.split('] ')
      this.#log(run.pid, 'E', source, text.join('] '))
    }
    const agent = await this.startAgent({ name, internalIp, log }, signal)
    if (signal.aborted) return void (await agent.stop())
    this.#agent = agent
    this.#log(run.pid, 'I', 'kubelet_node_status.go:74', `Successfully registered node ${name}`)
  }

  #tell(outcome: KubeletOutcome): void {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const resolve of waiting) resolve(outcome)
  }

  #log(pid: number, severity: 'I' | 'W' | 'E' | 'F', source: string, text: string): void {
    this.#write(pid, klog(severity, pid, source, text))
  }

  #write(pid: number, message: string): void {
    this.parts.journal.write({
      identifier: 'kubelet',
      pid,
      unit: 'kubelet.service',
      transport: 'stdout',
      message,
    })
  }
}
