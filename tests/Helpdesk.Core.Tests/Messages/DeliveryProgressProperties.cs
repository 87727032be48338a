using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Messages;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Messages;

public sealed class DeliveryProgressProperties
{
    private static readonly MessageId Message = new(Guid.NewGuid());

    private static Gen<DeliveryNews> News { get; } =
        from part in Gen.Choose(0, 3)
        from more in Gen.Choose(1, 2)
        from state in Gen.Elements(Enum.GetValues<DeliveryState>())
        from id in Gen.Elements("", "a", "b", "c")
        select new DeliveryNews(Message, state) { Part = part, Parts = part + more, ExternalIds = id.Length == 0 ? [] : [id] };

    private static Arbitrary<(DeliveryNews[] Reports, int[] Keys)> Reports { get; } =
        (from reports in News.ArrayOf() from keys in Gen.Choose(0, 1_000).ArrayOf(reports.Length) select (reports, keys)).ToArbitrary();

    // Law: reports commute; any permutation gives the same state, parts and ids.
    [Fact]
    public void The_order_of_reports_does_not_matter() => Properties.Holds(Prop.ForAll(Reports, x =>
    {
        var shuffled = x.Reports.Zip(x.Keys).OrderBy(p => p.Second).Select(p => p.First);
        return Told(Fold(x.Reports)) == Told(Fold(shuffled));
    }));

    // Law: what was reported before changes nothing, not even the object.
    [Fact]
    public void A_report_counts_once() => Properties.Holds(Prop.ForAll(Reports, x =>
    {
        var known = Fold(x.Reports);
        return x.Reports.All(r => ReferenceEquals(known, known.With(r)));
    }));

    // Law: a part never falls back.
    [Fact]
    public void A_report_never_takes_a_part_back() => Properties.Holds(Prop.ForAll(Reports, News.ToArbitrary(), (x, news) =>
    {
        var known = Fold(x.Reports);
        var next = known.With(news);
        return known.Parts.All(p => next[p.Key].State >= p.Value.State && next[p.Key].ExternalIds.IsSupersetOf(p.Value.ExternalIds));
    }));

    // Expected values from the contract: queued, unsure, sent, failed, delivered, read, in this order.
    [Theory]
    [InlineData("Sent Queued", DeliveryState.Sent)]
    [InlineData("Unsure Sent", DeliveryState.Sent)]
    [InlineData("Failed Sent", DeliveryState.Failed)]
    [InlineData("Delivered Failed", DeliveryState.Delivered)]
    [InlineData("Failed Read", DeliveryState.Read)]
    [InlineData("", DeliveryState.Queued)]
    public void The_furthest_report_holds(string reports, DeliveryState state) => Assert.Equal(
        state,
        Fold(reports.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => new DeliveryNews(Message, Enum.Parse<DeliveryState>(r)))).State);

    [Theory]
    [InlineData("0Sent", DeliveryState.Queued)]
    [InlineData("0Sent 1Delivered", DeliveryState.Sent)]
    [InlineData("0Failed", DeliveryState.Failed)]
    [InlineData("0Read 1Failed", DeliveryState.Failed)]
    [InlineData("0Read 1Unsure", DeliveryState.Unsure)]
    [InlineData("0Read 1Unsure 1Delivered", DeliveryState.Delivered)]
    public void The_whole_is_as_far_as_the_part_that_is_behind(string reports, DeliveryState state) => Assert.Equal(
        state,
        Fold(reports.Split(' ').Select(r => new DeliveryNews(Message, Enum.Parse<DeliveryState>(r[1..])) { Part = r[0] - '0', Parts = 2 })).State);

    [Fact]
    public void A_part_is_found_by_each_of_its_ids()
    {
        var progress = Fold([new(Message, DeliveryState.Sent) { Part = 1, Parts = 2, ExternalIds = ["x", "y"] }]);
        Assert.Equal((1, 1, (int?)null), (progress.PartWith("x"), progress.PartWith("y"), progress.PartWith("z")));
    }

    private static DeliveryProgress Fold(IEnumerable<DeliveryNews> reports) => reports.Aggregate(DeliveryProgress.None, (p, n) => p.With(n));

    private static string Told(DeliveryProgress progress) => $"{progress.State}/{progress.PartCount}:" + string.Join(
        ';', progress.Parts.Select(p => $"{p.Key}={string.Join(',', p.Value.Reported)}|{string.Join(',', p.Value.ExternalIds)}"));
}
