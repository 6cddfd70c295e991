/** What ctrmgrd leaves in /tmp with each join: the same advice, however the join went. The words are ours. */
export const hints = `
if join fails, check the following

a.  Do cluster and device run versions of Kubernetes that go together?

b.  Has the cluster a node of this name already?
    'kubectl --kubeconfig=\${KUBE_ADMIN_CONF} get nodes' tells. If so, drain and delete it: the device joins anew.

c.  Are all pods of the cluster's own in good health?
    'kubectl get pods --namespace kube-system' tells; 'kubectl --namespace kube-system describe pod <pod name>' and
    the pod's log tell more.
    `
