using Helpdesk.Core.Conditions;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Runtime.Hosting;

/// <summary>What a host lays down when it adds the library. Checked at start.</summary>
public sealed class HelpdeskOptions
{
    /// <summary>The text of <c>helpdesk.json</c>.</summary>
    /// <value>Default: empty, which is refused.</value>
    public string Configuration { get; set; } = "";

    /// <summary>Whose data it is.</summary>
    /// <value>Default: <c>default</c>.</value>
    public string Tenant { get; set; } = "default";

    /// <summary>
    /// A secret of the host, at least 16 characters: signs what is sent, so that answers find their ticket, signs the links to rate an
    /// answer, and hides how references are made. Whoever knows it can forge all of it; a new one makes old links void.
    /// </summary>
    /// <value>
    /// Default: empty, which is refused when the configuration asks for ratings. Then nothing is signed, and answers find their ticket by
    /// weaker evidence.
    /// </value>
    public string Secret { get; set; } = "";

    /// <summary>
    /// Secrets that were used before: they sign nothing any more, and what they signed still finds its ticket. What was signed by one that is
    /// not here any more finds it by weaker evidence.
    /// </summary>
    /// <value>Default: none.</value>
    public IList<string> FormerSecrets { get; } = [];

    /// <summary>
    /// A spam model to judge by beside the tenant's own: one that a host ships so that the filter acts from the first day, or that
    /// several tenants share. What is taught goes to the tenant's own.
    /// </summary>
    /// <value>Default: none.</value>
    public SpamShare? SharedSpam { get; set; }

    /// <summary>For how long it is kept who took part in tickets and what they wrote: <see cref="Runtime.Retention"/> follows it, once a day with <c>AddHelpdeskWorkers</c>.</summary>
    /// <value>Default: none, for ever.</value>
    public IList<RetentionRule> Retention { get; } = [];

    /// <summary>Fields that the host answers itself: conditions may name them beside those of the library.</summary>
    /// <value>Default: none.</value>
    public IList<Field> Fields { get; } = [];
}
