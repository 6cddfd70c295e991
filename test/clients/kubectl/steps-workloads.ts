import { newest, type Step } from './step'
import { streams } from './steps-streams'

/** A DaemonSet through its life. */
export const daemonSets: readonly Step[] = [
  {
    run: 'kubectl apply -f web.yaml --dry-run=server',
    stdout: 'daemonset.apps/web created (server dry run)\n',
  },
  { run: 'kubectl apply -f web.yaml', stdout: 'daemonset.apps/web created\n' },
  { run: 'kubectl apply -f web.yaml', stdout: 'daemonset.apps/web unchanged\n' },
  { run: 'kubectl diff -f web.yaml', stdout: '' },
  { run: 'kubectl get ds', stdout: /^web +0 +0 +0 +0 +0 +web=yes /m },
  { run: 'kubectl label node vlab-01 web=yes', stdout: 'node/vlab-01 labeled\n' },
  {
    run: 'kubectl rollout status ds/web --timeout=20s',
    stdout: /daemon set "web" successfully rolled out\n$/,
  },
  {
    run: 'kubectl wait --for=condition=Ready pod -l app=web --timeout=20s',
    stdout: /^pod\/web-\w+ condition met\n$/,
  },
  {
    run: `kubectl wait --for=jsonpath='{.status.phase}'=Running pod -l app=web --timeout=20s`,
    stdout: /condition met/,
    kubectl: [23, newest],
  },
  { run: 'kubectl get pods -l app=web -o wide', stdout: /^web-\w+ +1\/1 +Running +0 .* vlab-01 /m },
  {
    run: 'kubectl get ds web -o wide',
    stdout: /^web +1 +1 +1 +1 +1 +web=yes .* main +k8s\.gcr\.io\/pause:3\.5 +app=web$/m,
  },
  {
    run: 'kubectl describe ds web',
    stdout: /^Desired Number of Nodes Scheduled: 1$[^]*SuccessfulCreate/m,
  },
  {
    run: 'kubectl describe pod -l app=web',
    stdout: /^Controlled By: +DaemonSet\/web$[^]*Started container main/m,
  },
  {
    run: 'kubectl get events --field-selector reason=Started',
    stdout: /pod\/web-\w+ +Started container main/,
  },
  { run: 'kubectl events --for ds/web', stdout: /SuccessfulCreate/, kubectl: [26, newest] },
  { run: 'kubectl logs -l app=web', stdout: '' },
  {
    run: 'kubectl logs ds/web -c nosuch',
    code: 1,
    stderr: /container nosuch is not valid for pod web-\w+/,
  },
  {
    run: 'kubectl logs ds/web --previous',
    code: 1,
    stderr: /previous terminated container "main" in pod "web-\w+" not found/,
  },
  ...streams,
  { run: 'kubectl set env ds/web MODE=lab', stdout: 'daemonset.apps/web env updated\n' },
  { run: 'kubectl rollout status ds/web --timeout=20s', stdout: /successfully rolled out/ },
  {
    run: 'kubectl rollout history ds/web',
    stdout: /^REVISION +CHANGE-CAUSE\n1 +<none>\n2 +<none>\n/m,
  },
  { run: 'kubectl rollout history ds/web --revision=2', stdout: /MODE:\s+lab/ },
  { run: 'kubectl rollout undo ds/web', stdout: 'daemonset.apps/web rolled back\n' },
  { run: 'kubectl rollout status ds/web --timeout=20s', stdout: /successfully rolled out/ },
  { run: `kubectl get ds web -o jsonpath='{.spec.template.spec.containers[0].env}'`, stdout: '' },
  { run: 'kubectl rollout restart ds/web', stdout: 'daemonset.apps/web restarted\n' },
  { run: 'kubectl rollout status ds/web --timeout=20s', stdout: /successfully rolled out/ },
  {
    run: 'kubectl set image ds/web main=registry.nosuch/pause:9',
    stdout: 'daemonset.apps/web image updated\n',
  },
  {
    run: 'kubectl get ds web -o jsonpath={.spec.template.spec.containers[0].image}',
    stdout: 'registry.nosuch/pause:9',
  },
  { run: 'kubectl rollout undo ds/web', stdout: 'daemonset.apps/web rolled back\n' },
  { run: 'kubectl rollout status ds/web --timeout=20s', stdout: /successfully rolled out/ },
  {
    run: `kubectl patch ds web -p '{"spec":{"template":{"spec":{"containers":[{"name":"main","env":[{"name":"A","value":"b"}]}]}}}}'`,
    stdout: 'daemonset.apps/web patched\n',
  },
  {
    run: `kubectl get ds web -o jsonpath='{.spec.template.spec.containers[0].image} {.spec.template.spec.containers[0].env[0].value}'`,
    stdout: 'k8s.gcr.io/pause:3.5 b',
  },
  {
    run: `kubectl patch ds web --type=json -p '[{"op":"replace","path":"/spec/selector/matchLabels/app","value":"x"}]'`,
    code: 1,
    stderr: /field is immutable|`selector` does not match/,
  },
  { run: 'kubectl rollout status ds/web --timeout=20s', stdout: /successfully rolled out/ },
  {
    run: `kubectl get ds web -v=6 --watch -o jsonpath='{.metadata.annotations.seen}' >seen 2>requests & watch=$!; n=0
      until grep -q watch=true requests || [ $n -ge 200 ]; do sleep 0.05; n=$((n + 1)); done
      kubectl annotate ds web seen=yes; n=0
      until grep -q yes seen || [ $n -ge 100 ]; do sleep 0.1; n=$((n + 1)); done; kill $watch; cat seen`,
    stdout: /annotated\n(yes)+$/,
  },
]

/** Nodes taken out of service, objects deleted in every way. */
export const deleting: readonly Step[] = [
  { run: 'kubectl cordon vlab-01', stdout: 'node/vlab-01 cordoned\n' },
  { run: 'kubectl get node vlab-01', stdout: /Ready,SchedulingDisabled/ },
  { run: 'kubectl apply -f pod.yaml', stdout: 'pod/lone created\n' },
  {
    run: 'kubectl wait --for=condition=Ready pod/lone --timeout=20s',
    stdout: 'pod/lone condition met\n',
  },
  {
    run: 'kubectl drain vlab-01 --ignore-daemonsets --timeout=20s',
    code: 1,
    stderr: /cannot delete Pods .*(declare no controller|not managed by).*: default\/lone$/m,
  },
  {
    run: 'kubectl drain vlab-01 --ignore-daemonsets --force --timeout=20s',
    stdout:
      'node/vlab-01 already cordoned\nevicting pod default/lone\npod/lone evicted\nnode/vlab-01 evicted\n',
    kubectl: [20, 20],
  },
  {
    run: 'kubectl drain vlab-01 --ignore-daemonsets --force --timeout=20s',
    stdout:
      'node/vlab-01 already cordoned\nevicting pod default/lone\npod/lone evicted\nnode/vlab-01 drained\n',
    kubectl: [21, newest],
  },
  { run: 'kubectl get pod lone', code: 1, stderr: /pods "lone" not found/ },
  { run: 'kubectl uncordon vlab-01', stdout: 'node/vlab-01 uncordoned\n' },
  { run: 'kubectl delete pod -l app=web --wait=false', stdout: /^pod "web-\w+" deleted/ },
  { run: 'kubectl rollout status ds/web --timeout=20s', stdout: /successfully rolled out/ },
  {
    run: `kubectl attach -v=8 ds/web >/dev/null 2>requests & attached=$!; n=0
      until grep -q '101 Switching' requests || [ $n -ge 200 ]; do sleep 0.05; n=$((n + 1)); done
      kubectl delete pod -l app=web --now; wait $attached`,
    stdout: /^pod "web-\w+" deleted/,
  },
  { run: 'kubectl rollout status ds/web --timeout=20s', stdout: /successfully rolled out/ },
  {
    run: 'kubectl delete pod -l app=web --force --grace-period=0',
    stdout: /^pod "web-\w+" force deleted/,
    stderr: /Immediate deletion does not wait for confirmation/i,
  },
  { run: 'kubectl rollout status ds/web --timeout=20s', stdout: /successfully rolled out/ },
  { run: 'kubectl delete ds web --cascade=orphan', stdout: /^daemonset\.apps "web" deleted/ },
  {
    run: 'kubectl get pods -l app=web -o jsonpath={.items[*].metadata.ownerReferences}',
    stdout: '',
  },
  { run: 'kubectl get pods -l app=web -o name | wc -l', stdout: /^ *1\n$/ },
  { run: 'kubectl apply -f web.yaml', stdout: 'daemonset.apps/web created\n' },
  { run: 'kubectl rollout status ds/web --timeout=20s', stdout: /successfully rolled out/ },
  {
    run: `kubectl get pods -l app=web -o jsonpath='{range .items[*]}{.metadata.ownerReferences[0].name};{end}'`,
    stdout: 'web;',
  },
  { run: 'kubectl delete ds web --cascade=foreground', stdout: /^daemonset\.apps "web" deleted/ },
  { run: 'kubectl get pods -l app=web', stdout: '', stderr: /No resources found/ },
  { run: 'kubectl apply -f web.yaml', stdout: 'daemonset.apps/web created\n' },
  { run: 'kubectl rollout status ds/web --timeout=20s', stdout: /successfully rolled out/ },
  {
    run: `pod=$(kubectl get pod -l app=web -o name)
      kubectl wait -v=6 --for=delete $pod --timeout=20s >waited 2>requests & waiting=$!; n=0
      until grep -q watch=true requests || [ $n -ge 200 ]; do sleep 0.05; n=$((n + 1)); done
      kubectl delete ds web --cascade=background; wait $waiting; cat waited`,
    stdout: /^daemonset\.apps "web" deleted.*\npod\/web-\w+ condition met\n$/,
  },
  { run: 'kubectl get pods -l app=web', stdout: '', stderr: /No resources found/ },
  { run: 'kubectl label node vlab-01 web-', stdout: /node\/vlab-01 (un)?labeled\n/ },
  {
    run: 'kubectl create cm in-lab -n lab --from-literal=a=b',
    stdout: 'configmap/in-lab created\n',
  },
  { run: 'kubectl delete cm -n lab --all', stdout: /configmap "in-lab" deleted/ },
  { run: 'kubectl delete ns lab --timeout=20s', stdout: 'namespace "lab" deleted\n' },
  { run: 'kubectl get ns lab', code: 1, stderr: /namespaces "lab" not found/ },
  { run: 'kubectl delete node vlab-01', stdout: 'node "vlab-01" deleted\n' },
  { run: 'kubectl get nodes -o name', stdout: 'node/kubesonic\n' },
]
