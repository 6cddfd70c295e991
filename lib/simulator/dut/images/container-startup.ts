import type { ContainerSelf } from '../../docker/container/container-program'
import { type Journal, syslogSocket } from '../../linux/journal/journal'
import { redisSocket, type SonicDatabases } from '../../databases/databases'
import { pythonSeconds, reprDict } from '../python-text'

export interface StartupArguments {
  readonly feature: string
  /** RUNTIME_OWNER; empty means kube (facts §1.8). */
  readonly owner: 'local' | 'kube'
  readonly version: string
}

const pollMs = 2_000
const freezeMs = 60_000
const orderMs = 100

/** What the script goes by where STATE_DB says nothing. */
const unknownState = {
  current_owner: 'none',
  update_time: '',
  container_id: '',
  remote_state: 'none',
  container_version: '0.0.0',
  system_state: '',
}

/**
 * SONiC's container_startup.py: the image's first program asks it whether its application may start. Resolves when it
 * may; a kube container that may not is frozen: it never resolves.
 */
export async function containerUp(self: ContainerSelf, args: StartupArguments): Promise<void> {
  const databases = self.connect(redisSocket)
  if (!databases) return self.log('container_startup.py: Unable to connect to redis\n')
  const startup = new ContainerStartup(self, databases, args)
  await startup.run()
}

class ContainerStartup {
  readonly #journal: Journal | undefined
  readonly #pid: number

  constructor(
    private readonly self: ContainerSelf,
    private readonly databases: SonicDatabases,
    private readonly args: StartupArguments,
  ) {
    this.#journal = self.connect(syslogSocket)
    this.#pid = self.newPid()
  }

  async run(): Promise<void> {
    const { feature, owner, version } = this.args
    if (owner === 'kube') await this.#keepTheOrder()
    const state = { ...unknownState, ...this.#row() }
    if (state.system_state === '') return
    this.#debug('container_up', 'BEGIN')
    const setOwner = this.databases.config.hget(this.#key, 'set_owner') ?? 'local'
    this.#debug(
      'container_up',
      `args: feature=${feature}, owner=${owner}, version=${version} DB: set_owner=${setOwner} state_data=${JSON.stringify(state, null, 4)}`,
    )
    if (owner === 'local') this.#claim()
    else {
      const obstacle = this.#obstacle(setOwner, state.system_state)
      if (obstacle !== undefined) return this.#freeze(obstacle)
      await this.#takeOver(state.remote_state)
    }
    this.#debug('container_up', 'END')
  }

  /**
   * When a pod's container has ended ctrmgrd has the unit up again in 0.2 s, and the kubelet needs 7 to 12 s until the next
   * one starts (real-lab-containers.md 3 and its times). A pace that leaves little of either must not turn them round.
   */
  async #keepTheOrder(): Promise<void> {
    const isUnderWay = (): boolean => {
      const { remote_state: remote, system_state: system } = this.#row()
      return remote === 'stopped' && system !== 'up'
    }
    for (let round = 0; round < 50 && isUnderWay(); round++) await this.self.sleep(orderMs)
  }

  /** Why a kube container may not run. */
  #obstacle(setOwner: string, systemState: string): string | undefined {
    const { feature, version } = this.args
    if (setOwner === 'local') return 'bail out as set_owner is local'
    if (systemState !== 'up') {
      this.#syslog(`Found inactive for ${feature}`, 3)
      return 'bail out as system state not active'
    }
    const isBlocked = this.databases.state.hget('KUBE_LABELS|SET', `${feature}_local`) === version
    return isBlocked ? 'This version is marked disabled. Exiting ...' : undefined
  }

  /** Pending, until `container wait` on the host says that nothing local is in the way any more. */
  async #takeOver(remoteState: string): Promise<void> {
    const { feature, version } = this.args
    this.#update({ container_version: version })
    let mode = remoteState
    if (['none', 'running', 'stopped'].includes(mode))
      this.#update({ remote_state: (mode = 'pending') })
    else this.#debug('container_up', `${feature}: Skip remote_state(${mode}) update`)
    for (let round = 0; mode !== 'ready'; round++) {
      if (round % 10 === 0)
        this.#debug('container_up', `${feature}: remote_state=${mode}. Waiting to go ready`)
      await this.self.sleep(pollMs)
      const { remote_state = 'none', container_version = '' } = this.#row()
      mode = remote_state
      if (container_version !== version)
        return this.#freeze(
          `bail out as current deploy version=${version} is different than ${container_version}. re-deploy higher one`,
        )
    }
    this.#claim()
  }

  /** Its application starts: the row says whose it is. */
  #claim(): void {
    const { feature, owner, version } = this.args
    const isLocal = owner === 'local'
    if (isLocal) this.databases.state.hset('KUBE_LABELS|SET', { [`${feature}_local`]: version })
    const data = {
      current_owner: owner,
      container_id: isLocal ? feature : this.#dockerId,
      update_time: pythonSeconds(this.self.clock.now()),
      container_version: version,
      ...(isLocal ? {} : { remote_state: 'running' }),
    }
    this.#debug('update_state', `${feature} up data:${reprDict(data)}`)
    this.#update(data)
  }

  async #freeze(why: string): Promise<never> {
    for (;;) {
      this.#syslog(
        `Blocking .... feat:${this.args.feature} docker_id:${this.#dockerId} msg:${why}`,
        3,
      )
      await this.self.sleep(freezeMs)
    }
  }

  #update(data: Readonly<Record<string, string>>): void {
    this.#debug('update_data', `${this.args.feature}: ${reprDict(data)}`)
    this.databases.state.hset(this.#key, data)
  }

  #row(): Readonly<Record<string, string>> {
    return this.databases.state.hgetall(this.#key)
  }

  get #key(): string {
    return `FEATURE|${this.args.feature}`
  }

  get #dockerId(): string {
    return this.self.id.slice(0, 12)
  }

  #debug(caller: string, message: string): void {
    this.#syslog(`${caller}: ${message}`, 7)
  }

  #syslog(message: string, priority: number): void {
    const identifier = 'container_startup.py'
    this.#journal?.write({ identifier, pid: this.#pid, priority, message })
  }
}
