import { daemonSettings } from '../docker/pulling/daemon-settings'
import type { UnitProgram } from '../linux/systemd/unit-definition'
import type { DutParts } from './dut-parts'

const daemonFile = '/etc/docker/daemon.json'

/** What docker.service runs: a daemon that reads its environment and its file as it starts. */
export const dockerdProgram = ({ machine, systemd, docker }: DutParts): UnitProgram => ({
  start() {
    const unit = systemd.find('docker')
    docker.settings = daemonSettings(
      unit ? systemd.environmentOf(unit) : {},
      machine.fs.exists(daemonFile) ? machine.fs.readText(daemonFile) : undefined,
      docker.options.version,
    )
    docker.powerOn()
  },
  stop: () => docker.shutDown(),
})
