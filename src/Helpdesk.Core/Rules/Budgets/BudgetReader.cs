namespace Helpdesk.Core.Rules.Budgets;

/// <summary>Reads the budgets of a configuration.</summary>
internal static class BudgetReader
{
    private const int MaxSteps = 10;

    public static RuleBudgets Read(JsonSection? section)
    {
        var standard = RuleBudgets.Default;
        if (section is null || !section.IsObject())
        {
            return standard;
        }

        var budgets = new RuleBudgets
        {
            PerTicket = Steps(section.Optional("perTicket")) ?? standard.PerTicket,
            PerRule = Steps(section.Optional("perRule")) ?? standard.PerRule,
            PerRecipient = Steps(section.Optional("perRecipient")) ?? standard.PerRecipient,
            Acknowledgements = Steps(section.Optional("acknowledgements")) ?? standard.Acknowledgements,
            MaxDepth = section.Optional("maxDepth")?.Integer(1, 100) ?? standard.MaxDepth,
        };
        section.NothingElse();
        return budgets;
    }

    // An empty list is no limit, and says so on purpose.
    private static List<BudgetStep>? Steps(JsonSection? place)
    {
        if (place is null)
        {
            return null;
        }

        var steps = new List<BudgetStep>();
        foreach (var item in place.Items(MaxSteps))
        {
            if (!item.IsObject())
            {
                continue;
            }

            var most = item.Required("most")?.Integer(1, BudgetStep.MaxCount);
            var length = item.Required("within");
            var within = length?.Length();
            item.NothingElse();
            if (within > BudgetStep.MaxLength)
            {
                length!.Fault("too-long", "A budget looks back at most a day.");
            }
            else if (most is { } m && within is { } w)
            {
                steps.Add(new BudgetStep(m, w));
            }
        }

        return steps;
    }
}
