using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Evaluation.Spam;

/// <summary>A filter that is taught message by message, with the thresholds that the library ships.</summary>
internal sealed class SpamTrainer
{
    private static readonly SpamThresholds Thresholds = new();

    private SpamModel _model = SpamModel.Empty;

    public void Teach(SpamFeatures features, SpamClass label) => _model = _model.Apply(features.Learn(label))!;

    public SpamVerdict Judge(SpamFeatures features) => new SpamFilter(new SpamKnowledge(_model), Thresholds).Classify(features);
}
