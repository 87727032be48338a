using System.Linq.Expressions;

namespace Helpdesk.Core.Benchmarks.Rules;

/// <summary>The baseline: each rule a delegate compiled from an expression over the plain members, and a scan over all of them.</summary>
internal sealed class DelegateRules
{
    private readonly Func<RuleTicket, bool>[] _rules;

    public DelegateRules(RuleGenerator.Sketch[] rules) => _rules = [.. rules.Select(Compile)];

    public int Count(RuleTicket ticket)
    {
        var count = 0;
        foreach (var rule in _rules)
        {
            if (rule(ticket))
            {
                count++;
            }
        }

        return count;
    }

    public int First(RuleTicket ticket)
    {
        for (var i = 0; i < _rules.Length; i++)
        {
            if (_rules[i](ticket))
            {
                return i;
            }
        }

        return -1;
    }

    private static Func<RuleTicket, bool> Compile(RuleGenerator.Sketch rule)
    {
        var ticket = Expression.Parameter(typeof(RuleTicket));
        Expression all = Equal(ticket, nameof(RuleTicket.Event), rule.Event);
        all = rule.All.Aggregate(all, (sum, part) => Expression.AndAlso(sum, Of(ticket, part)));
        if (rule.Some.Length > 0)
        {
            all = Expression.AndAlso(all, rule.Some.Select(p => Of(ticket, p)).Aggregate(Expression.OrElse));
        }

        all = rule.NoStatus.Aggregate(all, (sum, s) => Expression.AndAlso(sum, Expression.Not(Equal(ticket, nameof(RuleTicket.Status), s))));
        return Expression.Lambda<Func<RuleTicket, bool>>(all, ticket).Compile();
    }

    private static Expression Of(ParameterExpression ticket, RuleGenerator.Part part) => part.Field switch
    {
        "department" => Equal(ticket, nameof(RuleTicket.Department), part.Text),
        "domain" => Equal(ticket, nameof(RuleTicket.Domain), part.Text),
        "channel" => Equal(ticket, nameof(RuleTicket.Channel), part.Text),
        "status" => Equal(ticket, nameof(RuleTicket.Status), part.Text),
        "tags" => Expression.GreaterThanOrEqual(
            Expression.Call(((Func<string[], string, int>)Array.IndexOf).Method, Expression.Property(ticket, nameof(RuleTicket.Tags)), Expression.Constant(part.Text)),
            Expression.Constant(0)),
        "priority" => Expression.GreaterThanOrEqual(Expression.Property(ticket, nameof(RuleTicket.Priority)), Expression.Constant(part.Number)),
        "count" => Expression.LessThanOrEqual(Expression.Property(ticket, nameof(RuleTicket.Count)), Expression.Constant(part.Number)),
        _ => Expression.Call(
            Expression.Property(ticket, nameof(RuleTicket.Subject)),
            nameof(string.Contains),
            null,
            Expression.Constant(part.Text),
            Expression.Constant(StringComparison.Ordinal)),
    };

    private static MethodCallExpression Equal(ParameterExpression ticket, string member, string text) =>
        Expression.Call(((Func<string, string, bool>)string.Equals).Method, Expression.Property(ticket, member), Expression.Constant(text));
}
