@daemonset
@joined
Feature: DaemonSet removal
  When the node loses the label, the DaemonSet's pod leaves the node, and its container leaves the
  DUT. A pod that is being deleted still counts as Running for a while, so only its absence counts.

  Background:
    Given a minikube cluster on the vmhost
    And the DUT is joined

  Scenario: Removing the label stops the pod and its container
    Given a test-ds-pod is Running on the node
    When I remove the label deployDaemonset from the node
    Then no test-ds-pod is left on the node within 60 seconds
    And no container of a test-ds-pod is left on the DUT within 30 seconds
