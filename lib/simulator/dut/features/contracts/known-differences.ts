/** How the simulated hand-over still differs from the recorded one, line by line, and why; nothing else may differ. */
export const knownHandoverDifferences: Readonly<
  Record<string, { readonly why: string; readonly lines: readonly string[] }>
> = {
  '06-pods': {
    why: 'the real kubelet restarted the container, too, but the deletion came before it had written so',
    lines: [
      '- DELETED Pod 1 deleting Running Ready=False docker-snmp:v3 terminated: Completed after nothing, 0 restarts',
      '+ MODIFIED Pod 1 deleting Running Ready=False docker-snmp:v3 running after terminated: Completed, 1 restarts',
      '+ MODIFIED Pod 1 deleting Running Ready=False docker-snmp:v3 terminated: Completed after terminated: Completed, 1 restarts',
      '+ DELETED Pod 1 deleting Running Ready=False docker-snmp:v3 terminated: Completed after terminated: Completed, 1 restarts',
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
    why: 'of an image with two tags the real status names the first one in Docker’s list, the twin the one that was asked for',
    lines: [
      '- MODIFIED Pod 1 deleting Running Ready=False docker-snmp:20261102.05 terminated: Completed after terminated: Completed, 4 restarts',
      '- DELETED Pod 1 deleting Running Ready=False docker-snmp:20261102.05 terminated: Completed after terminated: Completed, 4 restarts',
      '+ MODIFIED Pod 1 deleting Running Ready=False docker-snmp:v2 terminated: Completed after terminated: Completed, 4 restarts',
      '+ DELETED Pod 1 deleting Running Ready=False docker-snmp:v2 terminated: Completed after terminated: Completed, 4 restarts',
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
