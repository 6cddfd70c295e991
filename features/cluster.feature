@cluster
@clustered
Feature: The minikube cluster on the vmhost
  A SONiC switch can only join a cluster that is there: its API server answers on the vmhost's
  address, and what it tells a joining node about certificates fits a SONiC switch.

  Scenario: The cluster runs the Kubernetes version of the testbed file
    Given a minikube cluster on the vmhost
    Then the API server is healthy
    And the API server runs the Kubernetes version of the testbed file
    And the cluster's own node is Ready within 60 seconds

  Scenario: The cluster is prepared for a SONiC node
    Given a minikube cluster on the vmhost
    Then the kubelet configuration names the CA file that a SONiC node has
    And the DUT reaches the API server
