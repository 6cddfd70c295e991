/**
 * How pod control reaches its pod's containers: by `docker` since 2026-03-20; before that it deleted pods by `kubectl`, as
 * the design paper has it, and since 2026-03-11 asked the `kubelet` which there are.
 */
export type SidecarGeneration = 'docker' | 'kubectl' | 'kubelet'

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

cmd_start() {
  timeout 20 "$0" "$SERVICE_NAME" restart 2>&1 | logger -t "$SERVICE_NAME-start"
  return 0
}
`

const sleepingWait = `
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
NODE=$(hostname | tr '[:upper:]' '[:lower:]')
WHERE="on $NODE (ns=$NS, selector=$SELECTOR)"

# ten_times WHAT COMMAND…: with pauses of 1, 2, 4 and then 8 seconds. What COMMAND prints last is why it failed.
ten_times() {
  WHAT=$1 TRY=1 PAUSE=1
  shift
  until ANSWER=$("$@" 2>&1); do
    if [ $TRY = 10 ]; then echo "$ANSWER" >&2; return 1; fi
    say "$WHAT retry $TRY/10: $ANSWER"
    sleep $PAUSE
    TRY=$((TRY + 1))
    if [ $PAUSE -lt 8 ]; then PAUSE=$((PAUSE * 2)); fi
  done
  printf '%s\n' "$ANSWER"
}
kubectl_here() { kubectl --kubeconfig /etc/kubernetes/kubelet.conf --request-timeout=5s "$@"; }
kube() { ten_times kubectl kubectl_here "$@"; }

cmd_restart() {
  PODS=$(pods_here | cut -d ' ' -f 1)
  if [ -z "$PODS" ]; then
    say "No pods found $WHERE."
    return 0
  fi
  say "Deleting pods $WHERE: $(echo $PODS)"
  FAILED=0
  for POD in $PODS; do
    if kube -n $NS delete pod "$POD" --force --grace-period=0 --wait=false > /dev/null; then
      say "Deleted pod '$POD'"
    else
      say "ERROR delete pod '$POD' failed"
      FAILED=1
    fi
  done
  if [ $FAILED = 0 ]; then say "All targeted pods deleted on $NODE (selector=$SELECTOR)"; fi
  return $FAILED
}

cmd_status() {
  PODS=$(pods_here)
  if [ -z "$PODS" ]; then
    echo "NOT RUNNING (no pod on node $NODE with selector '$SELECTOR')"
    return 3
  fi
  echo "$PODS" | sed 's/^\\([^ ]*\\) /pod \\1: /'
  echo "$PODS" | grep -q ' Running$' || return 1
}
`

const askedByKubectl = `
pods_here() {
  FOUND=$(kube -n $NS get pods --field-selector "spec.nodeName=$NODE" -l "$SELECTOR" --no-headers) || return 0
  echo "$FOUND" | grep -v '^No resources found' | awk '{ print $1 " " $3 }'
}
`

/** With the node's own client certificate, which a kubelet that leaves it to the API server does not let in. */
const askedOfKubelet = `
PEM=/var/lib/kubelet/pki/kubelet-client-current.pem

# kubelet_pods: prints them, or why it can't.
kubelet_pods() {
  TEXT=$(curl -sk --cert $PEM --key $PEM --max-time 5 -w '%{http_code}' https://localhost:10250/pods 2>&1)
  CODE=$(printf '%s' "$TEXT" | tail -c 3)
  case $CODE in
    2??) printf '%s' "$TEXT" | head -c -3 ;;
    401 | 403) echo "HTTP $CODE from kubelet (authn/authz failure)"; return 1 ;;
    *) echo "HTTP $CODE from kubelet"; return 1 ;;
  esac
}
pods_here() {
  FOUND=$(ten_times 'kubelet curl' kubelet_pods) || return 0
  echo "$FOUND" | jq -r --arg ns $NS --arg name "$SERVICE_NAME" \\
    '.items[] | select(.metadata.namespace == $ns and .metadata.labels.raw_container_name == $name) | "\\(.metadata.name) \\(.status.phase)"'
}
`

/** Never ends, whatever it sees. */
const lookingWait = `
cmd_wait() {
  say "Waiting on pods $WHERE"
  while :; do
    if pods_here | grep -q ' Running$'; then sleep 60; else sleep 5; fi
  done
}
`

const parts: Readonly<Record<SidecarGeneration, readonly string[]>> = {
  docker: [sleepingWait, byDocker],
  kubectl: [byKubectl, askedByKubectl, lookingWait],
  kubelet: [byKubectl, askedOfKubelet, sleepingWait],
}

/** k8s_pod_control.sh, which a sidecar places on the device: `SERVICE start|stop|restart|wait|status`. */
export const podControlScript = (generation: SidecarGeneration): string =>
  [prologue, ...parts[generation], epilogue].join('')
