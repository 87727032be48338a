using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Events of one cause and one moment.</summary>
internal sealed record SlaBatch(Instant At, IReadOnlyList<(TicketEvent Event, Actor By)> Events);
