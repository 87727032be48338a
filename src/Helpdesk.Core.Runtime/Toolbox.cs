using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Contacts;
using Helpdesk.Core.Runtime.Storage;

namespace Helpdesk.Core.Runtime;

/// <summary>Makes the tools anew when another configuration is in use.</summary>
internal sealed class Toolbox(
    ActiveConfiguration active, IHelpdeskStore store, TenantId tenant, IContactDirectory? contacts = null, RatingInvitation? ratings = null, MessageTokens? tokens = null)
{
    private volatile Tools? _tools;

    /// <summary>The tools for the configuration in use.</summary>
    public Tools Current
    {
        get
        {
            var configuration = active.Current;
            return _tools is { } tools && ReferenceEquals(tools.Configuration, configuration) ? tools : _tools = Make(configuration);
        }
    }

    private Tools Make(HelpdeskConfiguration configuration) => new(
        configuration,
        new HelpdeskEngine(configuration, ratings, tokens),
        new Neighbourhood(configuration, store, tenant, contacts ?? new NoContacts()),
        new NewReferences(store, tenant, configuration.References));
}
