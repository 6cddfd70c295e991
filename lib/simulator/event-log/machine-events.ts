import type { DockerEngine } from '../docker/engine'
import type { Systemd } from '../linux/systemd/systemd'
import type { Machine } from '../machine/machine'
import type { End } from '../switches/switchable'
import { endAll } from '../switches/switchable'
import { Changes, type Tell } from './testbed-event'

export interface ObservedMachine {
  readonly machine: Machine
  readonly systemd: Systemd
  readonly docker: DockerEngine
}

/** Its power, its units and its containers. */
export function observeMachine({ machine, systemd, docker }: ObservedMachine, tell: Tell): End {
  const units = new Changes(tell)
  const container = (id: string): string => docker.container(id).spec.name
  return endAll([
    machine.power.onChange((isOn) => tell('power', isOn ? 'on' : 'off')),
    systemd.onChange((unit) => units.note('systemd', unit.name, unit.state)),
    docker.onStart((id) => tell('docker', `${container(id)} started`)),
    docker.onExit((id) => {
      const { spec, exitCode } = docker.container(id)
      tell('docker', `${spec.name} exited (${exitCode})`)
    }),
  ])
}
