import { type CommandWrap, decorateCommand } from '../seams/decorate-command'
import { override } from '../seams/decorate'
import { sidecarKinds } from '../sidecars/sidecar-kinds'
import type { Simulation } from '../simulation/simulation'
import { endAll } from '../switches/switchable'
import { caughtBy } from './mutant'

/** A command of the DUT does nothing when it is called so, and says that all went well. */
const doesNothing = (name: string, when: (args: readonly string[]) => boolean) => {
  const wrap: CommandWrap = (args, _, original) => (when(args) ? {} : original(args))
  return (simulation: Simulation) =>
    endAll(simulation.duts.map(({ machine }) => decorateCommand(machine, name, wrap)))
}

const { files: gnmiFiles } = sidecarKinds.gnmi

/** Bugs of sidecars, and of what they do on the device. */
export const sidecarMutants = [
  ...caughtBy(
    'sidecar.feature',
    'A sidecar takes its feature over and keeps its files on the DUT',
    [
      {
        name: 'sidecar-files-stay-aside',
        what: "A sidecar's file is written beside its place, and never takes it.",
        step: "the DUT has the files of the sidecar's image",
        message: "/usr/bin/restapi.sh is not the image's",
        apply: doesNothing('mv', (args) => args.at(-1) === '/usr/bin/restapi.sh'),
      },
      {
        name: 'sidecar-forgets-the-mode',
        what: "A sidecar's file keeps the mode of a temporary one.",
        step: "the DUT has the files of the sidecar's image",
        message: 'has mode 600, not 755',
        apply: doesNothing('chmod', (args) => /\/\.[\w.]+\.\w{6}$/.test(args.at(-1) ?? '')),
      },
      {
        name: 'native-container-left',
        what: 'The native container of a feature that a sidecar takes over is stopped, and stays.',
        step: "the DUT's own restapi container is gone",
        message: 'the native container is exited',
        apply: doesNothing('docker', (args) => args[0] === 'rm' && args.at(-1) === 'restapi'),
      },
    ],
  ),
  ...caughtBy(
    'sidecar.feature',
    'Pod control restarts the container in place, whatever it is told, and never sees it run',
    [
      {
        name: 'pod-control-restarts-nothing',
        what: "Docker restarts none of a pod's containers, and says that it did.",
        step: 'the same container of the same pod was restarted once',
        message: 'not.toBe',
        apply: doesNothing('docker', (args) => args[0] === 'restart'),
      },
    ],
  ),
  ...caughtBy(
    'sidecar.feature',
    "Telemetry's sidecar keeps its clients in CONFIG_DB, and refuses branches that it has no files for",
    [
      {
        name: 'patches-change-nothing',
        what: '`config apply-patch` changes nothing.',
        step: 'CONFIG_DB has the client with its roles',
        message: 'TELEMETRY|gnmi has user_auth (none)',
        apply: doesNothing('config', (args) => args.includes('apply-patch')),
      },
    ],
  ),
  ...caughtBy(
    'sidecar.feature',
    'The gnmi sidecar takes its feature over, and leaves the common checker alone',
    [
      {
        name: 'gnmi-sidecar-writes-the-checker',
        what: "gnmi's sidecar brings its own container_checker, although it was not told to.",
        spoils: true,
        step: "the DUT's own container_checker is as it was",
        message: 'toEqual',
        apply: () =>
          override(sidecarKinds.gnmi, 'files', (settings) => [
            ...gnmiFiles(settings),
            ...sidecarKinds.restapi
              .files(settings)
              .filter(({ destination }) => destination === '/bin/container_checker'),
          ]),
      },
    ],
  ),
  ...caughtBy(
    'sidecar.feature',
    'Pod control that goes by kubectl deletes the pod, and another one comes',
    [
      {
        name: 'kubectl-deletes-no-pod',
        what: 'kubectl on the DUT deletes no pod, and says that it did.',
        step: 'another pod of the feature is Running',
        message: 'Running',
        apply: doesNothing('kubectl', (args) => args.includes('delete') && args.includes('pod')),
      },
    ],
  ),
  ...caughtBy(
    'sidecar.feature',
    "Telemetry's sidecar keeps its clients in CONFIG_DB, and refuses branches that it has no files for",
    [
      {
        name: 'sidecar-takes-any-branch',
        what: "Telemetry's sidecar brings the files of another branch where it has none for the DUT's.",
        step: "the sidecar brings its files, or refuses the DUT's branch",
        message: 'although the branch is not supported',
        apply: () => override(sidecarKinds.telemetry, 'branchOf', () => '202505'),
      },
    ],
  ),
]
