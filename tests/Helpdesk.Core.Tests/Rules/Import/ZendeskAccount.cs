using Helpdesk.Core.Conditions;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Rules.Import;
using Helpdesk.Core.Tickets.Fields;

namespace Helpdesk.Core.Tests.Rules.Import;

/// <summary>An account with a few numbers of everything, and the configuration into which it is imported.</summary>
internal static class ZendeskAccount
{
    public static readonly ZendeskNames Names = new()
    {
        Groups = new Dictionary<string, string> { ["11"] = "support", ["12"] = "billing" },
        Agents = new Dictionary<string, string> { ["21"] = "agent-1", ["22"] = "agent-2" },
        Contacts = new Dictionary<string, string> { ["31"] = "contact-1", ["32"] = "contact-2" },
        Companies = new Dictionary<string, string> { ["41"] = "company-1", ["42"] = "company-2" },
        Types = new Dictionary<string, string> { ["question"] = "question", ["incident"] = "outage" },
        Channels = new Dictionary<string, string> { ["0"] = "web", ["4"] = "email" },
        Schedule = "office",
        Fields = new Dictionary<string, CustomField>
        {
            ["1"] = new("remark", "Remark", CustomFieldType.Text),
            ["2"] = new("pieces", "Pieces", CustomFieldType.Number),
            ["3"] = new("paid", "Paid", CustomFieldType.Flag),
            ["4"] = new("colour", "Colour", CustomFieldType.Choice) { Choices = ["red", "green", "blue"] },
            ["5"] = new("parts", "Parts", CustomFieldType.MultiChoice) { Choices = ["lid", "box", "key"] },
            ["6"] = new("wanted", "Wanted", CustomFieldType.Date),
        },
    };

    private const string Frame = """
        {"version":1,"departments":[{"id":"support"},{"id":"billing"}],"mailboxes":[{"address":"help@example.com","department":"support"}],
         "agents":[{"id":"agent-1","address":"one@example.com","departments":["support"]},{"id":"agent-2","address":"two@example.com","departments":["billing"]}],
         "types":[{"id":"question"},{"id":"outage"}],
         "schedules":{"office":{"zone":"Europe/Berlin","weekly":[{"day":1,"start":"09:00","end":"17:00"},{"day":2,"start":"09:00","end":"17:00"}]}},
         "fields":{"ticket":[{"name":"remark","type":"text"},{"name":"pieces","type":"number"},{"name":"paid","type":"flag"},
           {"name":"colour","type":"choice","choices":["red","green","blue"]},{"name":"parts","type":"multiChoice","choices":["lid","box","key"]},
           {"name":"wanted","type":"date"}]},
         "templates":TEMPLATES,"rules":RULES,"macros":MACROS}
        """;

    /// <summary>The configuration without anything imported.</summary>
    public static HelpdeskConfiguration Empty { get; } = HelpdeskConfiguration.Parse(Text("{}", "[]", "[]")).Require();

    /// <summary>The configuration with what was imported.</summary>
    public static Parsed<HelpdeskConfiguration> With(ZendeskImportResult result, IEnumerable<string> hostActions) =>
        HelpdeskConfiguration.Parse(Text(result.Templates, result.Rules, result.Macros), hostActions: hostActions);

    public static FieldCatalogue Catalogue => Empty.Catalogue;

    private static string Text(string templates, string rules, string macros) => Frame
        .Replace("TEMPLATES", templates, StringComparison.Ordinal)
        .Replace("RULES", rules, StringComparison.Ordinal)
        .Replace("MACROS", macros, StringComparison.Ordinal);
}
