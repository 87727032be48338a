using Helpdesk.Core.Engine;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Engine;

public sealed class ConfigurationTests
{
    private const string Least =
        """{"version":1,"departments":[{"id":"a"}],"mailboxes":[{"address":"a@acme.example","department":"a"}]}""";

    [Fact]
    public void The_least_configuration_has_the_defaults()
    {
        var configuration = HelpdeskConfiguration.Parse(Least).Require();
        Assert.IsType<RandomReferences>(configuration.References);
        Assert.Equal(TicketPolicy.Default, configuration.Departments[0].Policy);
        Assert.Null(configuration.Notices.Acknowledgement);
    }

    [Fact]
    public void A_department_lays_down_its_policy()
    {
        var text = Least.Replace(
            """{"id":"a"}""",
            """{"id":"a","closePolicy":"customerOnly","reopenWindow":"P14D","autoCloseAfter":"P5D","warnBeforeClosing":"P1D"},{"id":"b","autoClose":false}""",
            StringComparison.Ordinal);
        var departments = HelpdeskConfiguration.Parse(text).Require().Departments;
        Assert.Equal(
            new TicketPolicy
            {
                ClosePolicy = ClosePolicy.CustomerOnly,
                ReopenWindow = Duration.FromDays(14),
                AutoCloseAfter = Duration.FromDays(5),
                WarnBeforeClosing = Duration.FromDays(1),
            },
            departments[0].Policy);
        Assert.Null(departments[1].Policy.AutoCloseAfter);
    }

    [Fact]
    public void Every_mistake_is_named_at_once_with_its_place()
    {
        var parsed = HelpdeskConfiguration.Parse(
            """
            {"version":2,"referencePrefix":"HD1",
             "departments":[{"id":"a","closePolicy":"nobody"},{"id":"b","warnBeforeClosing":"P9D"},{"id":"c"},{"id":"c"}],
             "mailboxes":[{"address":"nowhere","department":"a"},{"address":"x@acme.example","department":"moon"}],
             "agents":[{"id":"k","address":"k@acme.example","departments":["c"],"capacity":-1}],
             "schedules":{"s":{"zone":"Mars/Base","weekly":[]}},
             "slaPolicies":[{"id":"p","schedule":"none","firstReply":{"normal":"1 day"}}],
             "rules":[{"id":"r","on":["ticket.created"],"then":[{"do":"notify","template":"t"}]}],
             "spam":{"spamAt":0.5,"hamAt":0.6},
             "templates":{"x":{"subject":"{{ticket.nonsense}}","text":"a"}},
             "notices":{"acknowledgement":"y"},
             "extra":true}
            """);
        var places = parsed.Faults.Select(f => f.Place).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal)
            {
                "/version", "/referencePrefix", "/departments/0/closePolicy", "/departments/1", "/departments/3", "/mailboxes/0/address",
                "/mailboxes/1/department", "/agents/0/capacity", "/slaPolicies/0/schedule", "/slaPolicies/0/firstReply/normal",
                "/rules/0/then/0/template", "/spam", "/templates/x/subject", "/notices/acknowledgement", "/extra",
            },
            places);
        Assert.Contains(places, p => p.StartsWith("/schedules/s", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"version\":1,\"version\":1}")]
    [InlineData("null")]
    public void What_is_no_configuration_is_refused(string text) => Assert.False(HelpdeskConfiguration.Parse(text).IsValid);
}
