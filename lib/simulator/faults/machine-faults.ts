import { machinesNamed, whichMachine } from '../switches/named-machines'
import { endAll, type Switchable } from '../switches/switchable'

const diskFull: Switchable = {
  name: 'disk-full',
  what: 'The disk is full: what makes a file grow fails with "No space left on device".',
  parameters: whichMachine,
  apply: (simulation, { machine }) =>
    endAll(
      machinesNamed(simulation, machine).map(({ machine: { fs } }) => {
        fs.diskFull = true
        return () => {
          fs.diskFull = false
        }
      }),
    ),
}

/** What is no part of the disk. */
const inMemory = ['/run', '/dev', '/proc', '/tmp']

const readOnly: Switchable = {
  name: 'read-only-filesystem',
  what: 'The disk has failed and is mounted read-only: every change of a file fails, but for /run and /tmp.',
  parameters: whichMachine,
  apply: (simulation, { machine }) =>
    endAll(
      machinesNamed(simulation, machine).map(({ machine: { fs } }) => {
        for (const path of inMemory) fs.mountReadOnly(path, false)
        fs.mountReadOnly('/', true)
        return () => fs.mountReadOnly('/', false)
      }),
    ),
}

const clockSkew: Switchable = {
  name: 'clock-skew',
  what: "The machine's time of day is wrong, as after a dead battery: certificates are not valid yet, logs tell another time.",
  parameters: {
    ...whichMachine,
    seconds: { meaning: 'how far its clock is behind', byDefault: '31536000' },
  },
  apply: (simulation, { machine, seconds }) =>
    endAll(
      machinesNamed(simulation, machine).map(({ machine: hit }) => {
        const set = (skewMs: number): void => {
          // The time since the boot is right nevertheless.
          hit.bootedAt += skewMs - hit.clock.skewMs
          hit.clock.skewMs = skewMs
        }
        set(-Number(seconds) * 1000)
        return () => set(0)
      }),
    ),
}

export const machineFaults: readonly Switchable[] = [diskFull, readOnly, clockSkew]
