using Helpdesk.Core.Engine;

namespace Helpdesk.Core.Runtime;

/// <summary>What works under one configuration. Taken once for each piece of work, so that none sees two.</summary>
internal sealed record Tools(
    HelpdeskConfiguration Configuration, HelpdeskEngine Engine, Neighbourhood Neighbourhood, NewReferences References);
