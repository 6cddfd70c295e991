import { type Probe } from '../../objects'
import { type ContainerRun } from '../container-run'
import { hasKubelet, type KubeletHost } from '../kubelet-host'
import { attemptProbe } from './probe-attempt'

type Kind = 'readiness' | 'liveness' | 'startup'

type Report = (
  container: string,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
) => void

/** What is to be done: the status is to be told, or the pod looked at, now or when its turn comes. */
export type ProbeChange = 'report' | 'sync' | 'resync'

/** Probes one container while it runs: each probe by its period and thresholds, the others after the startup probe. */
export class ContainerProber {
  #cancels: (() => void)[] = []
  #round = 0

  constructor(
    private readonly host: KubeletHost,
    readonly run: ContainerRun,
    private readonly event: Report,
    /** Called when an answer changes something. */
    private readonly changed: (what: ProbeChange) => void,
  ) {
    this.#forget()
    if (run.id !== undefined) this.#begin()
  }

  /** Its container has been started (again): whatever was known of it is forgotten. */
  begin(): void {
    this.stop()
    this.#forget()
    this.#begin()
  }

  stop(): void {
    this.#round++
    for (const cancel of this.#cancels.splice(0)) cancel()
  }

  /** Until the probes have been answered it counts as not started, not ready, and not known to be dead. */
  #forget(): void {
    if (this.host.runtime.isAlwaysWell) return
    const { spec, probed } = this.run
    if (spec.readinessProbe ?? spec.startupProbe) probed.ready = false
    if (spec.startupProbe) probed.started = false
    delete probed.alive
  }

  #begin(): void {
    if (this.host.runtime.isAlwaysWell) return
    const { startupProbe } = this.run.spec
    if (startupProbe) this.#repeat('startup', startupProbe)
    else this.#beginOthers()
  }

  #beginOthers(): void {
    const { readinessProbe, livenessProbe } = this.run.spec
    if (readinessProbe) this.#repeat('readiness', readinessProbe)
    if (livenessProbe) this.#repeat('liveness', livenessProbe)
  }

  #repeat(kind: Kind, probe: Probe): void {
    const { clock } = this.host
    const periodMs = (probe.periodSeconds ?? 10) * 1000
    const round = this.#round
    let well = 0
    let ill = 0
    const next = (ms: number): void => {
      const cancel = clock.afterInterval(ms, () => {
        this.#cancels = this.#cancels.filter((other) => other !== cancel)
        void ask().then((on) => on && round === this.#round && next(periodMs))
      })
      this.#cancels.push(cancel)
    }
    const ask = async (): Promise<boolean> => {
      const { spec, id = '' } = this.run
      if (!this.host.runtime.inspect(id)?.running) return false
      const answer = await attemptProbe(this.host, probe, spec, id)
      if (round !== this.#round) return false
      well = answer.well ? well + 1 : 0
      ill = answer.well ? 0 : ill + 1
      if (!answer.well) {
        const name = `${kind[0]!.toUpperCase()}${kind.slice(1)}`
        this.event(spec.name, 'Warning', 'Unhealthy', `${name} probe failed: ${answer.output}`)
      }
      if (well >= (probe.successThreshold ?? 1)) return this.#succeed(kind)
      return ill >= (probe.failureThreshold ?? 3) ? this.#fail(kind) : true
    }
    // The kubelet's probers tick by themselves: where in its period a container starts is chance.
    const own = this.host.random.forObject(
      `${kind} ${this.host.runtime.inspect(this.run.id ?? '')?.name}`,
    )
    next((probe.initialDelaySeconds ?? 0) * 1000 + own.between(0, periodMs))
  }

  /** Answers whether to go on asking. */
  #succeed(kind: Kind): boolean {
    const { probed } = this.run
    if (kind === 'readiness' && probed.ready === false) {
      probed.ready = true
      this.changed('report')
    }
    if (kind !== 'startup') return true
    probed.started = true
    this.changed('report')
    if (!this.run.spec.readinessProbe) this.changed(this.#whenStarted)
    this.#beginOthers()
    return false
  }

  #fail(kind: Kind): boolean {
    const { probed } = this.run
    if (kind === 'readiness') {
      if (!probed.ready) return true
      probed.ready = false
      this.changed('report')
      return true
    }
    probed.alive = false
    this.changed(kind === 'startup' ? this.#whenStarted : 'sync')
    return false
  }

  /** Of a startup probe's end an older kubelet hears when the pod's turn comes (kubernetes#98376). */
  get #whenStarted(): ProbeChange {
    return hasKubelet(this.host, 'startupIsHeard') ? 'sync' : 'resync'
  }
}
