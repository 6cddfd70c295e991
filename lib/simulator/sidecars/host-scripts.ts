import { binaryOf } from '../machine/process/executables'

/** Where a feature's own script is: gnmi's and telemetry's are the ones that their sidecars replace, snmp's is the recorded one. */
export const scriptPath = (feature: string): string =>
  `${['gnmi', 'snmp', 'telemetry'].includes(feature) ? '/usr/local' : '/usr'}/bin/${feature}.sh`

/** What stands there until a sidecar replaces it. */
export const shippedScript = (feature: string): string => binaryOf(`${feature}.sh`)

/** The thin script that stands in for a feature's own one: all goes to pod control. */
export const wrapperScript = (feature: string, podControl: string): string => `#!/bin/bash
# Stands in for ${feature}'s own script.
exec ${podControl} ${feature} "$@"
`

/** A feature's unit. Sidecars of the first generation make it run as root. */
export function featureUnit(feature: string, script: string, user = 'admin'): string {
  // restapi's, as recorded, neither restarts nor counts its starts.
  const restarts = feature !== 'restapi'
  const limit = restarts ? 'StartLimitIntervalSec=1200\nStartLimitBurst=3\n' : ''
  return `[Unit]
Description=${descriptions[feature] ?? feature} container
${limit}
[Service]
User=${user}
ExecStartPre=${script} start
ExecStart=${script} wait
ExecStop=${script} stop
${restarts ? 'Restart=always\nRestartSec=30\n' : ''}
[Install]
WantedBy=sonic.target
`
}

const descriptions: Readonly<Record<string, string>> = {
  gnmi: 'GNMI',
  restapi: 'RestAPI',
  telemetry: 'Telemetry',
}

/** What monit runs: features that should run and don't. Pods of namespace sonic count as their feature. */
export const containerChecker = (branch: string): string => `#!/bin/bash
# Containers that are expected to run and do not (${branch}).
running=$(
  docker ps --filter label=io.kubernetes.docker.type=container --filter label=io.kubernetes.pod.namespace=sonic \\
    --format '{{.Label "io.kubernetes.container.name"}}'
  docker ps --format '{{.Names}}'
)
missing=
for key in $(sonic-db-cli CONFIG_DB KEYS 'FEATURE|*'); do
  [ "$(sonic-db-cli CONFIG_DB HGET "$key" state)" = enabled ] || continue
  echo "$running" | grep -qx "\${key#FEATURE|}" || missing="$missing, \${key#FEATURE|}"
done
[ -z "$missing" ] && exit 0
echo "Expected containers not running: \${missing#, }"
exit 3
`

/** A module of system-health: features that run in pods only are not expected as containers. */
export const serviceChecker = (
  branch: string,
): string => `# system-health's expected containers (${branch})
K8S_WHITE_LIST = ['telemetry']
`
