@join
Feature: When ctrmgrd joins, and when it does not
  ctrmgrd, the daemon that joins the DUT, shows the cluster a client certificate. Without one it
  fails,
  and tries again 30 seconds later. A DUT that has joined is left alone, also when ctrmgrd restarts.

  Background:
    Given a minikube cluster on the vmhost

  @clustered
  Scenario: A join without a client certificate fails, and is tried again
    Given the DUT is prepared to join, but not in the cluster
    And the DUT has no client certificate
    When I join the DUT to the cluster
    Then ctrmgrd says that the join has failed within 60 seconds
    And the DUT is no longer a node within 10 seconds
    When the DUT has its client certificate again
    Then the node is Ready within 3 minutes

  @joined
  Scenario: A restart of ctrmgrd leaves a DUT alone that has joined
    Given the DUT is joined
    And the node is Ready within 60 seconds
    When ctrmgrd restarts
    Then ctrmgrd says that the join has succeeded within 60 seconds
    And the node is still the same one
