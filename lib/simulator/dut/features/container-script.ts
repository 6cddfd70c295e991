import { DockerError } from '../../docker/docker-error'
import type { Container } from '../../docker/container/container'
import { environmentOf } from '../../docker/container/container'
import type { DutParts } from '../dut-parts'
import { type FeatureScriptRun } from './feature-script-run'
import { type Waited, waitFor, waiterPrograms } from './wait-for-container'

const pollMs = 2_000
const defaultPatience = 300

/** SONiC's /usr/local/bin/container: starts, stops and waits for a feature's container, whoever owns it. */
export class ContainerScript {
  constructor(
    private readonly parts: DutParts,
    private readonly run: FeatureScriptRun,
  ) {}

  /** From the local image, and by a label that asks Kubernetes for it. */
  async start(feature: string): Promise<void> {
    const { run } = this
    run.debug('container_start', 'BEGIN')
    const { setOwner, fallback } = run.readConfig(feature)
    const [, remote] = run.readState(feature)
    const [connected] = run.read('state', 'SERVER', [
      ['connected', 'false'],
      ['update_time', ''],
    ] as const)
    run.debug(
      'container_start',
      `${feature}: set_owner:${setOwner} fallback:${fallback ? 'True' : 'False'} remote_state:${remote} server_connected:${connected}`,
    )
    const onlyLocal = setOwner === 'local'
    const isLocal = onlyLocal || (fallback && (remote === 'none' || connected === 'false'))
    if (onlyLocal) run.setLabel(feature, false)
    run.write(feature, {
      system_state: 'up',
      update_time: run.now(),
      ...(isLocal && { remote_state: 'none', current_owner: 'local', container_id: feature }),
    })
    if (isLocal) await this.#docker('start', feature)
    if (!onlyLocal) run.setLabel(feature, true)
    run.debug('container_start', 'END')
  }

  async stop(feature: string, graceSeconds?: number): Promise<void> {
    const { run } = this
    run.debug('container_stop', 'BEGIN')
    const { setOwner } = run.readConfig(feature)
    const [owner, remote] = run.readState(feature)
    const id = run.containerId(feature)
    run.debug(
      'container_stop',
      `${feature}: set_owner:${setOwner} current_owner:${owner} remote_state:${remote} docker_id:${id}`,
    )
    if (setOwner === 'local') run.setLabel(feature, false)
    if (id) await this.#docker('stop', id, graceSeconds)
    else this.#skipped(feature, owner)
    run.write(feature, {
      current_owner: 'none',
      update_time: run.now(),
      container_id: '',
      system_state: 'down',
      ...(remote === 'running' && { remote_state: 'stopped' }),
    })
    run.debug('container_stop', 'END')
  }

  async kill(feature: string): Promise<void> {
    const { run } = this
    run.debug('container_kill', 'BEGIN')
    const { setOwner, state } = run.readConfig(feature)
    const [owner, remote] = run.readState(feature)
    const id = run.containerId(feature)
    run.debug(
      'container_kill',
      `${feature}: set_owner:${setOwner} current_owner:${owner} remote_state:${remote} docker_id:${id} state:${state}`,
    )
    if (setOwner !== 'local' || owner !== 'local') run.setLabel(feature, false)
    if (setOwner === 'local' && !['enabled', 'always_enabled'].includes(state))
      return run.debug('container_kill', `${feature} is not enabled`)
    if (id) await this.#docker('kill', id)
    else this.#skipped(feature, owner)
    run.debug('container_kill', 'END')
  }

  /** Until the feature's container has ended, or until a remote one is not worth waiting for any more. */
  async wait(feature: string): Promise<Waited> {
    const { run } = this
    run.becomes([`/usr/bin/python3 /usr/local/bin/container wait ${feature}`])
    run.debug('container_wait', 'BEGIN')
    const { setOwner, fallback } = run.readConfig(feature)
    const [owner, remote] = run.readState(feature)
    const id = run.containerId(feature)
    if (id === feature) this.#noteStableVersion(feature)
    const patience = !id && fallback ? this.#patience() : 0
    run.debug(
      'container_wait',
      `${feature}: set_owner:${setOwner} ct_owner:${owner} state:${remote} id:${id} pend=${patience}`,
    )
    const found = id || (await this.#awaitRemote(feature, fallback ? patience * 1000 : Infinity))
    if (found) {
      run.debug('container_wait', 'END -- transitioning to docker wait')
      run.becomes(waiterPrograms(this.parts, found))
      return waitFor(this.parts, found, run.signal)
    }
    run.write(feature, { remote_state: 'none' })
    run.debug('container_wait', `${feature}: Exiting to fallback as remote is *not* starting`)
    return { exitCode: 0, stderr: '' }
  }

  async #awaitRemote(feature: string, patienceMs: number): Promise<string> {
    const { run } = this
    for (let left = patienceMs - pollMs; left >= 0; left -= pollMs) {
      await this.parts.clock.delayInterval(pollMs, run.signal)
      const [owner, remote, id] = run.readState(feature)
      run.debug('container_wait', `wait_loop: ${feature} = ${owner} ${remote} ${id}`)
      if (remote === 'pending') run.write(feature, { remote_state: 'ready' })
      if (id) return id
    }
    return ''
  }

  /** `revert_to_local_on_wait_seconds`, read anew each time. */
  #patience(): number {
    const { fs } = this.parts.machine
    const path = '/etc/sonic/remote_ctr.config.json'
    const file = fs.exists(path) ? (JSON.parse(fs.readText(path)) as Record<string, unknown>) : {}
    const seconds = file['revert_to_local_on_wait_seconds']
    return typeof seconds === 'number' ? seconds : defaultPatience
  }

  #noteStableVersion(feature: string): void {
    const container = this.parts.docker.find(feature)
    const version = container && environmentOf(container)['IMAGE_VERSION']
    if (container) this.run.log(`docker get image version for ${feature}`, 6)
    else this.#refused('get image version for', feature, `No such container: ${feature}`)
    if (version) this.run.write(feature, { container_stable_version: version })
  }

  #skipped(feature: string, owner: string): void {
    this.run.log(`docker stop skipped as no docker-id for ${feature}`, owner === 'none' ? 6 : 3)
  }

  async #docker(action: 'start' | 'stop' | 'kill', id: string, grace?: number): Promise<void> {
    const { docker } = this.parts
    const acts = {
      start: (container: Container) => docker.start(container),
      stop: (container: Container) => docker.stop(container, grace),
      kill: (container: Container) => docker.kill(container),
    }
    try {
      await this.run.takes(40, 120)
      await acts[action](docker.container(id))
      this.run.log(`docker cmd: ${action} for ${id}`, 6)
    } catch (error) {
      if (!(error instanceof DockerError)) throw error
      this.#refused(`cmd: ${action} for`, id, error.message)
    }
  }

  #refused(what: string, id: string, why: string): void {
    const url = `http+docker://localhost/v1.41/containers/${id}/json`
    this.run.log(
      `docker ${what} ${id} failed with 404 Client Error for ${url}: Not Found ("${why}")`,
      3,
    )
  }
}
