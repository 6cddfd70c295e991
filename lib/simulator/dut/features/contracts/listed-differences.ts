import type { ListedDifference } from '../../../testing/difference-list'

const probedTooLate =
  '- Warning Unhealthy of Pod snmp-<id> spec.containers{snmp} by kubelet: Readiness probe errored: rpc error: code = Unknown desc = container not running (<container>)'

/** How the simulated hand-over still differs from the recorded one, line by line, and why; nothing else may differ. */
export const listedHandoverDifferences: Readonly<
  Record<string, { readonly why: string; readonly lines: readonly string[] }>
> = {
  '14-events': {
    why: 'a readiness probe fell into the moment in which the container had ended',
    lines: [probedTooLate],
  },
  '15-events': {
    why: 'a readiness probe fell into the moment in which the container had ended',
    lines: [probedTooLate],
  },
  '19-events': {
    why: 'the daemonset-controller of the lab was over its budget of events of one object',
    lines: [
      '+ Normal SuccessfulCreate of DaemonSet snmp  by daemonset-controller: Created pod: snmp-<id>',
    ],
  },
  '21-events': {
    why: 'the daemonset-controller of the lab was over its budget of events of one object',
    lines: [
      '+ Normal SuccessfulCreate of DaemonSet snmp  by daemonset-controller: Created pod: snmp-<id>',
    ],
  },
  '22-events': {
    why: 'the daemonset-controller of the lab was over its budget of events of one object',
    lines: [
      '+ Normal SuccessfulCreate of DaemonSet snmp  by daemonset-controller: Created pod: snmp-<id>',
      '+ Normal SuccessfulDelete of DaemonSet snmp  by daemonset-controller: Deleted pod: snmp-<id>',
    ],
  },
  '13-daemonset': {
    why: 'the real controller looked once between the end of the old pod and the making of the new one',
    lines: ['- MODIFIED DaemonSet seen desired 1 current 0 updated 0 ready 0 available 0'],
  },
  '17-daemonset': {
    why: 'the recorded watch began in the moment in which the DaemonSet was made',
    lines: [
      '- ADDED DaemonSet unseen desired 0 current 0 updated 0 ready 0 available 0',
      '+ ADDED DaemonSet seen desired 0 current 0 updated 0 ready 0 available 0',
    ],
  },
  '17-node': {
    why: 'ctrmgrd had been stopped when set_owner went to local in the lab, so that the node kept its label',
    lines: [
      '- ADDED Node snmp_enabled=true snmp_local=20261102.01',
      '+ ADDED Node snmp_enabled=false snmp_local=20261102.01',
      '+ MODIFIED Node snmp_local=20261102.01',
      '+ MODIFIED Node snmp_enabled=true snmp_local=20261102.01',
    ],
  },
  '20-pods': {
    why: 'as of its DaemonSet',
    lines: [
      '+ MODIFIED Pod 1 Running Ready=True docker-snmp:v2 running after terminated: Error, 1 restarts',
    ],
  },
  '20-daemonset': {
    why: 'the recorded readiness probe had not answered when Docker was restarted two seconds after the hand-over',
    lines: [
      '+ MODIFIED DaemonSet seen desired 1 current 1 updated 1 ready 0 available 0',
      '+ MODIFIED DaemonSet seen desired 1 current 1 updated 1 ready 1 available 1',
    ],
  },
  '21-pods': {
    why: 'the tag that the timer has given is told at once by the twin, by the real kubelet with the next change',
    lines: [
      '+ MODIFIED Pod 1 deleting Running Ready=True docker-snmp:20261102.05 running after terminated: Completed, 4 restarts',
    ],
  },
  '24a-daemonset': {
    why: 'the frozen pod was the one with a leftover `ready`, which had gone on to run; here it is a new one',
    lines: [
      '- ADDED DaemonSet seen desired 1 current 1 updated 1 ready 1 available 1',
      '+ ADDED DaemonSet seen desired 1 current 1 updated 1 ready 0 available 0',
    ],
  },
  '24a-node': {
    why: 'in the lab another version had been local before',
    lines: [
      '- ADDED Node snmp_enabled=true snmp_local=20261104.01',
      '+ ADDED Node snmp_enabled=true snmp_local=20261102.01',
    ],
  },
}

/** How what was typed during a hand-over still differs, and why. */
export const listedLookDifferences: readonly ListedDifference[] = [
  {
    recordings: ['03-log'],
    lines: /^stdout \+ /,
    why: 'ctrmgrd prints all of `docker inspect`, which the twin tells shorter: there `tail -400` had cut off what came before.',
  },
  {
    recordings: ['06-log', '12-log'],
    lines: /(kube_write_labels|update_node_labels|_run_command: cmd:kubectl)/,
    why: 'How often ctrmgrd is told of the labels while it is at work on others is chance: the twin has as many lines in another order.',
  },
  {
    recordings: ['07-log'],
    lines: /docker|CONTAINER ID|supervisord|\/pause|tag_latest/,
    why: 'The tag timer of the version before ran out a moment later in the lab.',
  },
  {
    recordings: ['08-dut', '20b-dut'],
    lines: /stdout \+ .* Exited \(0\) /,
    why: 'The real kubelet’s collection of what has ended had just come by.',
    sometimes: true,
  },
  {
    recordings: ['18-log'],
    lines: /k8s_POD_snmp/,
    why: 'The sandbox of the old pod was still there when the tag timer ran out.',
  },
  {
    recordings: ['18-log'],
    lines: /systemd_stub/,
    why: 'The sidecar of another feature was at work in the lab.',
  },
  {
    recordings: ['10-log', '18-log', '24-log'],
    lines: /Stopping snmp\.service/,
    why: 'The script ends by itself and ctrmgrd restarts its unit in the same moment: in the lab systemd heard of the restart first.',
  },
  {
    recordings: ['20-log'],
    lines: /docker\.service/,
    why: 'The story restarts the Docker engine, not its unit.',
  },
  {
    recordings: ['17-dut', '17-log', '24-log'],
    lines:
      /container_last_version|'set_owner'|snmp_enabled|update_node_labels|kube_write_labels|label|docker-snmp|on_config_update|on_state_update|is_systemd_active|get nodes/,
    why: 'In the lab this was the day’s last chapter: other versions had been there before, set_owner was kube already, and telemetry is a feature as well.',
  },
  {
    recordings: [
      '13-pods',
      '14-pods',
      '15-pods',
      '17a-pods',
      '19-pods',
      '20-pods',
      '20b-pods',
      '10-pods',
      '11-pods',
      '21-pods',
      '22-pods',
      '17-pods',
    ],
    lines: /pod-template-generation/,
    why: 'The DaemonSet had been changed more often, or had been made anew.',
  },
  {
    recordings: ['24-log'],
    lines: /Blocking \.\.\.\.|Started ctrmgrd\.service/,
    why: 'The pod freezes a few seconds later there, and the two units start side by side.',
  },
]
