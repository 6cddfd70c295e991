/** How sidecars reach their pod's containers: `docker` since 2026-03, before that `kubectl`, as the design paper has it. */
export type SidecarGeneration = 'docker' | 'kubectl'

const prologue = `#!/bin/bash
# Controls the containers of a feature's pod on this node, on behalf of the feature's systemd unit.
SERVICE_NAME=$1
ACTION=$2
NS=sonic
NODE=$(hostname)
if [ -z "$SERVICE_NAME" ]; then
  echo "ERROR: SERVICE_NAME must be provided as the first argument" >&2
  exit 1
fi
say() { logger -t 'k8s-podctl#system' "$1"; }

cmd_wait() {
  say "cmd_wait: sleeping indefinitely for '$SERVICE_NAME' on $NODE"
  while :; do sleep 300; done
}
`

const epilogue = `
case $ACTION in
  start) cmd_start ;;
  stop | restart) cmd_restart ;;
  status) cmd_status ;;
  wait) cmd_wait ;;
  *)
    echo "Usage: $0 <service> {start|stop|restart|wait|status}" >&2
    exit 2
    ;;
esac
`

/** Its status never works: the template wants a map of labels and docker gives it a string, which nobody sees. */
const byDocker = `
FILTERS="--filter label=io.kubernetes.container.name=$SERVICE_NAME --filter label=io.kubernetes.pod.namespace=$NS"

cmd_restart() {
  IDS=$(docker ps -q $FILTERS)
  if [ -z "$IDS" ]; then
    say "No containers found for '$SERVICE_NAME' on $NODE (ns=$NS)."
    return 0
  fi
  say "Restarting containers for '$SERVICE_NAME' on $NODE: $(echo $IDS)"
  FAILED=0
  for ID in $IDS; do
    if docker restart "$ID" > /dev/null; then
      say "Restarted container $ID ($SERVICE_NAME)"
    else
      say "ERROR: docker restart failed for $ID ($SERVICE_NAME)"
      FAILED=1
    fi
  done
  if [ $FAILED = 0 ]; then say "All containers restarted for '$SERVICE_NAME' on $NODE"; fi
  return $FAILED
}

cmd_start() {
  timeout 20 "$0" "$SERVICE_NAME" restart 2>&1 | logger -t "$SERVICE_NAME-start"
  return 0
}

cmd_status() {
  PODS=$(docker ps -a $FILTERS --format '{{index .Labels "io.kubernetes.pod.name"}} {{.State}}' 2> /dev/null || true)
  if [ -z "$PODS" ]; then
    echo "NOT RUNNING (no container on node $NODE for '$SERVICE_NAME')"
    return 3
  fi
  echo "$PODS" | sed 's/^\\([^ ]*\\) /pod \\1: /'
  echo "$PODS" | grep -q ' running$' || return 1
}
`

/** Needs root, for the kubelet's credentials: hence the units with User=root that later sidecars clean up. */
const byKubectl = `
SELECTOR="raw_container_name=$SERVICE_NAME"
ON_NODE="--field-selector spec.nodeName=$(echo "$NODE" | tr '[:upper:]' '[:lower:]')"

kube() { kubectl --kubeconfig /etc/kubernetes/kubelet.conf --request-timeout=5s -n $NS "$@"; }

kube_until_done() {
  PAUSE=1
  for ATTEMPT in 1 2 3 4 5 6 7 8 9 10; do
    kube "$@" && return 0
    sleep $PAUSE
    if [ $PAUSE -lt 8 ]; then PAUSE=$((PAUSE * 2)); fi
  done
  say "ERROR: kubectl failed for '$SERVICE_NAME' on $NODE"
  return 1
}

cmd_restart() {
  PODS=$(kube_until_done get pods -l "$SELECTOR" $ON_NODE -o name) || return 1
  if [ -z "$PODS" ]; then
    say "No pods found for '$SERVICE_NAME' on $NODE (ns=$NS)."
    return 0
  fi
  for POD in $PODS; do
    say "Deleting $POD on $NODE"
    kube_until_done delete "$POD" --force --grace-period=0 --wait=false > /dev/null 2>&1 || return 1
  done
}

cmd_start() {
  timeout 20 "$0" "$SERVICE_NAME" restart 2>&1 | logger -t "$SERVICE_NAME-start"
  return 0
}

cmd_status() {
  PODS=$(kube get pods -l "$SELECTOR" $ON_NODE --no-headers 2> /dev/null || true)
  if [ -z "$PODS" ]; then
    echo "NOT RUNNING (no pod on node $NODE for '$SERVICE_NAME')"
    return 3
  fi
  echo "$PODS" | awk '{print "pod " $1 ": " tolower($3)}'
  echo "$PODS" | grep -q ' Running ' || return 1
}
`

/** k8s_pod_control.sh, which a sidecar places on the device: `SERVICE start|stop|restart|wait|status`. */
export const podControlScript = (generation: SidecarGeneration): string =>
  prologue + (generation === 'docker' ? byDocker : byKubectl) + epilogue
