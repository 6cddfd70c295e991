import type { SimulatedClock } from '../time/clock'
import type { DockerEngine } from '../docker/engine'
import type { Systemd } from '../linux/systemd/systemd'
import type { Machine } from '../machine/machine'

/** From the power's coming to the first program, as measured on the recorded lab. */
const bootMs = 4_000

export interface PoweredParts {
  readonly machine: Machine
  readonly systemd: Systemd
  readonly docker: DockerEngine
  readonly clock: SimulatedClock
  /** What the machine's own programs lose without power, beyond files, processes and containers. */
  readonly lose: () => void
  /** What comes before the units are started. */
  readonly prepare: () => void
}

/** How a machine goes down and comes up again, in order or by a pulled plug. */
export class PowerCycle {
  #booted = false

  constructor(private readonly parts: PoweredParts) {
    parts.machine.power.onRequest((what) => {
      // The command that asked for it returns first, as the real one does.
      void parts.clock.afterWallTime(10, () => void this.#comply(what))
    })
  }

  /** Starts what starts with the machine; resolves when its daemons run. The first time it has run for long. */
  async boot(): Promise<void> {
    const { machine, systemd, prepare } = this.parts
    if (this.#booted) machine.comeUp()
    else {
      machine.foundRunning()
      machine.kernel.boot()
    }
    this.#booted = true
    systemd.journal.write({
      identifier: 'kernel',
      transport: 'kernel',
      message: `Linux version ${machine.fs.readText('/proc/sys/kernel/osrelease').trim()}`,
    })
    prepare()
    await systemd.boot()
  }

  /** The power is cut: nothing is stopped in order, nothing is logged. */
  cut(): void {
    const { machine, systemd, docker, lose } = this.parts
    // First the containers: a daemon that is stopped would end them in order.
    docker.powerOff()
    systemd.powerOff()
    lose()
    machine.goDown()
  }

  /** Back after a power cut; resolves when its daemons run. */
  async restore(): Promise<void> {
    this.parts.systemd.journal.startBoot()
    await this.boot()
  }

  /** Down in order and up again; the boot takes its simulated time. */
  async reboot(): Promise<void> {
    const { systemd, clock } = this.parts
    await systemd.shutDown()
    this.cut()
    await clock.delay(bootMs)
    await this.restore()
  }

  async #comply(what: 'reboot' | 'poweroff'): Promise<void> {
    if (what === 'reboot') return this.reboot()
    await this.parts.systemd.shutDown()
    this.cut()
  }
}
