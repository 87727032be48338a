using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

/// <summary>The JSON form: strict, versioned, canonical.</summary>
public sealed class LifecycleJsonTests
{
    private const string Smallest =
        """
        {
          "format": 1,
          "version": "v1",
          "statuses": [
            {
              "id": "new",
              "category": "new",
              "agentLabel": "New",
              "customerLabel": "Received",
              "default": true
            },
            {
              "id": "live",
              "category": "live",
              "agentLabel": "Live",
              "customerLabel": "Live"
            },
            {
              "id": "spam",
              "category": "spam",
              "agentLabel": "Spam",
              "customerLabel": "Received"
            },
            {
              "id": "closed",
              "category": "closed",
              "agentLabel": "Closed",
              "customerLabel": "Closed"
            }
          ],
          "transitions": [
            {
              "trigger": "close",
              "from": [
                "new",
                "live",
                "spam"
              ],
              "to": "closed",
              "actors": [
                "agent",
                "system"
              ],
              "roles": [
                "lead"
              ],
              "guards": [
                "open-children"
              ],
              "effects": [
                {
                  "notify": "closed"
                },
                {
                  "addTags": [
                    "done"
                  ]
                },
                {
                  "unassign": true
                }
              ]
            },
            {
              "trigger": "reopen",
              "fromStatuses": [
                "closed"
              ],
              "go": "followUp",
              "actors": [
                "customer"
              ]
            }
          ],
          "timers": [
            {
              "status": "new",
              "after": "P1DT12H",
              "fire": "close"
            }
          ]
        }
        """;

    // parse(write(d)) says the same, has the same text, the same hash and the same answers.
    [Fact]
    public void Reading_what_was_written_gives_the_same_lifecycle() => Properties.Holds(
        Prop.ForAll(LifecycleQuestions.Asked.ToArbitrary(), x =>
        {
            var made = Lifecycle.Create(x.Definition).Require();
            var read = Lifecycle.Parse(made.ToJson()).Require();
            return read.ToJson() == made.ToJson()
                && read.ContentHash() == made.ContentHash()
                && made.DifferencesTo(read).Count == 0
                && x.Questions.All(q => LifecycleModel.Of(read.Fire(q.Status, q.Trigger, q.Context))
                    == LifecycleModel.Of(made.Fire(q.Status, q.Trigger, q.Context)));
        }),
        100);

    // Where order means nothing, it does not show: categories, statuses, roles, actors, guards by name, timers, maps.
    [Fact]
    public void Order_that_means_nothing_does_not_show() => Properties.Holds(
        Prop.ForAll(LifecycleQuestions.Definitions.ToArbitrary(), d =>
        {
            var other = d with
            {
                Transitions =
                [
                    .. d.Transitions.Select(t => t with
                    {
                        From = [.. t.From.Reverse(), .. t.From],
                        FromStatuses = [.. t.FromStatuses.Reverse()],
                        Roles = [.. t.Roles.Reverse()],
                        Guards = [.. t.Guards, .. t.Guards],
                    }),
                ],
                Guards = d.Guards.Reverse().ToDictionary(g => g.Key, g => g.Value),
                Timers = [.. d.Timers.Reverse()],
                Maps = [.. d.Maps.Reverse().Select(m => m with { Statuses = m.Statuses.Reverse().ToDictionary(s => s.Key, s => s.Value) })],
            };
            var (a, b) = (Lifecycle.Create(d).Require(), Lifecycle.Create(other).Require());
            return a.ToJson() == b.ToJson() && a.ContentHash() == b.ContentHash() && a.DifferencesTo(b).Count == 0;
        }),
        100);

    [Fact]
    public void The_canonical_text_is_this_one()
    {
        Assert.Equal(Smallest, Lifecycle.Parse(Smallest).Require().ToJson());
        var untidy = JsonNode.Parse(Smallest)!.ToJsonString().Replace("""["new","live","spam"]""", """["spam","new","live"]""", StringComparison.Ordinal);
        Assert.Equal(Smallest, Lifecycle.Parse(untidy).Require().ToJson());
    }

    // printf '%s' "$text" | sha256sum
    [Fact]
    public void The_content_hash_is_the_sha_256_of_the_text() => Assert.Equal(
        "07c5c622d4094eeb8280deab8ca72d237bd13094f40c2c60f941344430db6073", Lifecycle.Parse(Smallest).Require().ContentHash());

    [Fact]
    public void Other_content_has_another_hash()
    {
        var hashes = new[]
        {
            Smallest, Smallest.Replace("P1DT12H", "P1DT13H", StringComparison.Ordinal), Smallest.Replace("\"Received\"", "\"received\"", StringComparison.Ordinal),
            Smallest.Replace("\"done\"", "\"Done\"", StringComparison.Ordinal), Smallest.Replace("\"lead\"", "\"chief\"", StringComparison.Ordinal),
            Smallest.Replace("followUp", "forbid", StringComparison.Ordinal), Smallest.Replace("\"v1\"", "\"v2\"", StringComparison.Ordinal),
        }.Select(t => Lifecycle.Parse(t).Require().ContentHash());
        Assert.Equal(7, hashes.Distinct().Count());
    }

    [Fact]
    public void Guards_may_look_at_the_fields_of_the_catalogue_that_is_given()
    {
        var catalogue = TicketFields.Catalogue.With([new Field("ticket.floor", FieldType.Number)]);
        var json = Smallest.Replace(
            "\"statuses\": [", "\"guards\": {\"high\": {\"field\":\"ticket.floor\",\"op\":\"ge\",\"value\":3}}, \"statuses\": [", StringComparison.Ordinal)
            .Replace("\"open-children\"", "\"high\"", StringComparison.Ordinal);
        Assert.Equal(["unknown-field"], Lifecycle.Parse(json).Faults.Select(f => f.Code));
        var read = Lifecycle.Parse(json, catalogue).Require();
        Assert.Equal(read.ToJson(), Lifecycle.Parse(read.ToJson(), catalogue).Require().ToJson());
    }

    [Fact]
    public void The_shipped_lifecycle_survives_its_json() =>
        Assert.Equal(Lifecycle.Default.ContentHash(), Lifecycle.Parse(Lifecycle.Default.ToJson()).Require().ContentHash());

    [Fact]
    public void A_timer_is_written_to_the_nanosecond()
    {
        var lifecycle = new LifecycleBuilder("v", Lifecycle.Default).After("pending", Duration.FromNanoseconds(1), Triggers.Reopen).Build().Require();
        Assert.Equal(Duration.FromNanoseconds(1), Lifecycle.Parse(lifecycle.ToJson()).Require().TimerOf(new("pending"))!.After);
    }
}
