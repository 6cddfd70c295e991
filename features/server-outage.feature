@outage
@simulated
@joined
Feature: An outage of the API server
  A SONiC switch that has joined goes on while the cluster's API server cannot be reached: its
  containers run, and it still counts itself as connected. It need not join again.

  Background:
    Given a minikube cluster on the vmhost
    And the DUT is joined

  Scenario: A short outage changes nothing on the DUT
    Given a test-ds-pod is Running on the node
    And the node is Ready within 60 seconds
    When the API server refuses connections for 2 seconds
    Then the DUT keeps running the container of the test-ds-pod for 1 second
    And "show kube server status" says that the DUT is connected to the API server within 10 seconds
    And the API server is back within 60 seconds
    And the node is still the same one
    And a test-ds-pod is Running within 60 seconds
    And the DUT runs the container of the test-ds-pod
