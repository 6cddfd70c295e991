import { newest, type Step } from './step'

const robot = 'system:serviceaccount:default:robot'

/** Who may what. */
export const access: readonly Step[] = [
  {
    run: 'kubectl --as=jane get nodes',
    code: 1,
    stderr:
      'Error from server (Forbidden): nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope\n',
  },
  { run: 'kubectl --as=jane auth can-i list pods', code: 1, stdout: 'no\n' },
  {
    run: 'kubectl --as=root --as-group=system:masters get node vlab-01 -o name',
    stdout: 'node/vlab-01\n',
  },
  {
    run: 'kubectl auth can-i --list',
    stdout: /^\*\.\* +\[\] +\[\] +\[\*\]\n +\[\*\] +\[\] +\[\*\]$/m,
  },
  {
    run: 'kubectl auth whoami --as=jane --as-group=lab',
    stdout: /^Username +jane\nGroups +\[lab system:authenticated\]$/m,
    kubectl: [28, newest],
    cluster: [28, newest],
  },
  {
    run: `kubectl create clusterrole readers --verb=list --resource=nodes
      kubectl create clusterrolebinding readers --clusterrole=readers --serviceaccount=default:robot`,
    stdout:
      'clusterrole.rbac.authorization.k8s.io/readers created\nclusterrolebinding.rbac.authorization.k8s.io/readers created\n',
  },
  {
    run: 'kubectl get clusterrolebinding readers -o wide --no-headers',
    stdout: /^readers +ClusterRole\/readers +\d+s +default\/robot *\n$/,
  },
  { run: `kubectl --as=${robot} get nodes -o name`, stdout: 'node/kubesonic\nnode/vlab-01\n' },
  {
    run: `kubectl --as=${robot} delete node vlab-01`,
    code: 1,
    stderr:
      /User "system:serviceaccount:default:robot" cannot delete resource "nodes" in API group ""/,
  },
  {
    run: 'kubectl delete clusterrole,clusterrolebinding readers',
    stdout: /^(clusterrole.*"readers" deleted.*\n){2}$/,
  },
]
