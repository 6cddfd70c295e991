import { imageOf } from '../variants'
import { DockerError } from '../../docker/docker-error'
import type { ChildProcess } from '../../linux/systemd/unit-definition'
import type { DutParts } from '../dut-parts'
import { ContainerScript } from './container-script'
import { FeatureScriptRun } from './feature-script-run'
import type { Waited } from './wait-for-container'

/** Who is quicker when a pod's container has ended: systemd's ExecStop, or the kubelet with the pod's sandbox. */
export type StopRace = 'systemd' | 'kubelet'

export interface ScriptCall {
  readonly hurries?: boolean
  readonly unit?: string | null
  readonly signal?: AbortSignal
  readonly print: (line: string) => void
  /** Told what runs under the script while it waits. */
  readonly runs?: (programs: readonly ChildProcess[]) => void
}

/** What `docker create` is told of the log. */
const rotated = { Type: 'json-file', Config: { 'max-file': '5', 'max-size': '2M' } }

/** A feature's own script, `/usr/bin/<feature>.sh start|wait|stop|kill`: what its unit runs. */
export class FeatureScript {
  constructor(
    private readonly parts: DutParts,
    readonly feature: string,
    private readonly race: () => StopRace,
  ) {}

  /** What its local container is made from. */
  get imageName(): string {
    return `${imageOf(this.feature)}:latest`
  }

  async start(call: ScriptCall): Promise<number> {
    const { run, script } = this.#script(call)
    await run.takes(40, 60)
    if (!this.#create(call)) return 4
    await run.takes(130, 200)
    await script.start(this.feature)
    await run.takes(30, 60)
    return 0
  }

  async wait(call: ScriptCall): Promise<Waited> {
    const { run, script } = this.#script(call)
    await run.takes(120, 200)
    return script.wait(this.feature)
  }

  /** Nothing is stopped where no container's name has the feature's in it, be it only a pod's sandbox. */
  async stop(call: ScriptCall): Promise<void> {
    const { run, script } = this.#script(call)
    const { docker } = this.parts
    const isThere = (): boolean =>
      docker
        .containers()
        .some(({ status, spec }) => status === 'running' && spec.name.includes(this.feature))
    if (this.race() === 'kubelet' && this.#hasEnded()) await this.#untilGone(isThere)
    if (!isThere()) {
      call.print(`container stop ${this.feature} - No such container: ${this.feature}`)
      return
    }
    await run.takes(130, 200)
    await script.stop(this.feature)
    await run.takes(20, 40)
  }

  async kill(call: ScriptCall): Promise<void> {
    const { run, script } = this.#script(call)
    await run.takes(130, 200)
    await script.kill(this.feature)
  }

  #script(call: ScriptCall): { run: FeatureScriptRun; script: ContainerScript } {
    const { unit = null, hurries = false, signal, runs } = call
    const run = new FeatureScriptRun(this.parts, unit, hurries, signal, runs)
    return { run, script: new ContainerScript(this.parts, run) }
  }

  /** Has the container that STATE_DB names? */
  #hasEnded(): boolean {
    const id = this.parts.databases.state.hget(`FEATURE|${this.feature}`, 'container_id')
    return id !== undefined && this.parts.docker.find(id)?.status !== 'running'
  }

  /** Until the kubelet has stopped the sandbox, too, if it is going to. */
  #untilGone(isThere: () => boolean): Promise<void> {
    const { docker, clock } = this.parts
    return new Promise((resolve) => {
      const end = (): void => {
        unsubscribe()
        cancel()
        resolve()
      }
      const unsubscribe = docker.onExit(() => isThere() || end())
      const cancel = clock.afterInterval(2_000, end)
    })
  }

  /** Makes the local container where there is none, also for a start by Kubernetes. */
  #create({ print }: ScriptCall): boolean {
    const { docker, databases } = this.parts
    const hwsku = databases.config.hget('DEVICE_METADATA|localhost', 'hwsku') ?? ''
    const which = `${this.feature} container with HWSKU ${hwsku}`
    if (docker.find(this.feature)) {
      print(`Starting existing ${which}`)
      return true
    }
    print(`Creating new ${which}`)
    try {
      print(this.create().id)
      return true
    } catch (error) {
      if (!(error instanceof DockerError)) throw error
      print(`Error response from daemon: ${error.message}`)
      print('Failed to docker run')
      return false
    }
  }

  /** `docker create`, from the image that is tagged as the latest. */
  create(): { readonly id: string } {
    const { docker, machine } = this.parts
    const { imageName } = this
    const image = docker.images.find(imageName)
    if (!image) throw new DockerError(`No such image: ${imageName}`)
    return docker.create({
      name: this.feature,
      image,
      imageName,
      networkMode: 'host',
      privileged: true,
      hostname: machine.hostname,
      tty: true,
      attached: true,
      hostConfig: { LogConfig: rotated, Tmpfs: { '/var/log/supervisor': 'rw' }, UTSMode: 'host' },
      env: ['RUNTIME_OWNER=local', `CONTAINER_NAME=${this.feature}`],
      mounts: [
        { source: '/dev/log', target: '/dev/log' },
        { source: '/etc/sonic', target: '/etc/sonic', readOnly: true },
        { source: '/etc/localtime', target: '/etc/localtime', readOnly: true },
        { source: '/var/run/redis', target: '/var/run/redis', mode: 'rw' },
        { source: '/var/run/dbus', target: '/var/run/dbus', mode: 'rw' },
      ],
    })
  }
}
