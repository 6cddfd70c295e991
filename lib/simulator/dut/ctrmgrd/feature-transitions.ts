import type { Fields } from '../../databases/databases'
import type { DutParts } from '../dut-parts'
import { pythonBoolean, pythonDateTime, reprDict } from '../python-text'
import type { CtrmgrdLog } from './ctrmgrd-log'
import type { EventLoop } from './event-loop'
import type { FeatureImages } from './feature-images'
import type { CtrmgrdSettings } from './settings'

/** ctrmgrd's FeatureTransitionHandler: whose a feature is to be, whose it is, and what must be done about it. */
export class FeatureTransitions {
  /** By feature; a row that was read has all fields that matter. */
  readonly #wanted = new Map<string, string>()
  readonly #states = new Map<string, FeatureState>()

  constructor(
    private readonly parts: DutParts,
    private readonly log: CtrmgrdLog,
    private readonly loop: EventLoop,
    private readonly settings: CtrmgrdSettings,
    private readonly images: FeatureImages,
  ) {}

  async onConfig(feature: string, { set_owner: owner = 'local' }: Fields): Promise<void> {
    if (feature === 'database') return
    const before = this.#wanted.get(feature)
    this.#wanted.set(feature, owner)
    const caller = 'on_config_update'
    if (before === owner)
      return this.log.debug(caller, `No change in feat=${feature} set_owner=${owner}. Bail out.`)
    const state = this.#states.get(feature)
    if (!state) return this.log.debug(caller, `Yet to get state info key=${feature}. Bail out.`)
    const init = pythonBoolean(before === undefined)
    this.log.debug(caller, `${feature} init=${init} old_set_owner=${before ?? ''} owner=${owner}`)
    await this.#evaluate(feature, owner, state)
  }

  async onState(feature: string, fields: Fields): Promise<void> {
    if (feature === 'database') return
    const before = this.#states.get(feature)
    const state = { ...unknown, ...fields }
    this.#states.set(feature, state)
    const remote = state.remote_state
    const old = before?.remote_state ?? ''
    if (remote === 'running' && old !== remote) this.#tagLater(feature, state)
    // Back to local at once, without systemd's pause.
    if (state.current_owner !== 'local' && remote === 'none' && old === 'stopped')
      return this.#restart(feature, 'local')
    if (before && (old === remote || !['pending', 'stopped'].includes(remote))) return
    const wanted = this.#wanted.get(feature)
    if (wanted === undefined) return
    this.log.debug(
      'on_state_update',
      `${feature} init=${pythonBoolean(!before)} old_remote_state=${old} remote_state=${remote}`,
    )
    await this.#evaluate(feature, wanted, state)
  }

  async #evaluate(
    feature: string,
    wanted: string,
    { current_owner: owner, remote_state: remote }: FeatureState,
  ): Promise<void> {
    const isActive = this.parts.systemd.find(feature)?.state === 'active'
    this.log.debug('is_systemd_active', `system status for ${feature}: ${isActive ? 0 : 3}`)
    if (!isActive) {
      if (wanted === 'kube' && owner === 'none' && remote === 'stopped')
        await this.#restart(feature, 'kube')
      return
    }
    const isKube = wanted === 'kube'
    // Nobody's container does not run: there is nothing to restart.
    const restart =
      owner !== 'none' && (wanted === 'local' ? owner !== 'local' : remote === 'pending')
    this.log.debug(
      'handle_update',
      `feat=${feature} set=${wanted} ct=${owner} state=${remote} restart=${pythonBoolean(restart)} label_add=${pythonBoolean(isKube)}`,
    )
    const label = { [`${feature}_enabled`]: String(isKube) }
    this.log.debug(
      'mod_db_entry',
      `mod_db_entry: db=STATE_DB tbl=KUBE_LABELS key=SET data=${reprDict(label)}`,
    )
    this.parts.databases.state.hset('KUBE_LABELS|SET', label)
    if (restart) await this.#restart(feature, wanted)
  }

  async #restart(feature: string, owner: string): Promise<void> {
    this.log.debug('restart_systemd_service', `Restart service ${feature} to owner:${owner}`)
    const unit = this.parts.systemd.find(feature)
    unit?.resetFailed()
    const result = await unit?.restart()
    if (result === 'done') this.log.plain(`Restarted ${feature} to switch to ${owner}`, 6)
    else this.log.plain(`Failed to restart ${feature} to switch to ${owner}`, 3)
  }

  #tagLater(feature: string, state: FeatureState): void {
    const { tagLatest } = this.settings
    const due = pythonDateTime(this.parts.clock.now() + tagLatest * 1000)
    this.log.debug('on_state_update', `try to tag latest label after ${tagLatest} seconds @${due}`)
    const { container_id: id, container_version: version } = state
    this.loop.after(tagLatest, () => this.#tag(feature, id, version))
  }

  async #tag(feature: string, id: string, version: string): Promise<void> {
    const outcome = await this.images.tagLatest(feature, id, version)
    if (outcome === 'not running') return
    if (outcome === 'failed') {
      const { retryTag } = this.settings
      this.log.debug(
        'do_tag_latest',
        `Tag latest as local failed retry after ${retryTag} seconds @${this.#due(retryTag)}`,
      )
      return this.loop.after(retryTag, () => this.#tag(feature, id, version))
    }
    const state = this.#states.get(feature) ?? unknown
    const { container_stable_version: stable, container_last_version: last } = state
    const versions = {
      container_stable_version: version,
      container_last_version: stable === version ? last : stable,
    }
    this.log.debug(
      'mod_db_entry',
      `mod_db_entry: db=STATE_DB tbl=FEATURE key=${feature} data=${reprDict(versions)}`,
    )
    this.parts.databases.state.hset(`FEATURE|${feature}`, versions)
    await this.#clean(feature, version, versions.container_last_version)
  }

  async #clean(feature: string, version: string, last: string): Promise<void> {
    if (await this.images.clean(feature, version, last)) return
    const { retryClean } = this.settings
    this.log.debug(
      'do_clean_image',
      `Clean up old version images failed retry after ${retryClean} seconds @${this.#due(retryClean)}`,
    )
    this.loop.after(retryClean, () => this.#clean(feature, version, last))
  }

  #due(seconds: number): string {
    return pythonDateTime(this.parts.clock.now() + seconds * 1000)
  }
}

const unknown = {
  current_owner: 'none',
  remote_state: 'none',
  container_id: '',
  container_version: '',
  container_stable_version: '',
  container_last_version: '',
}
type FeatureState = typeof unknown
